namespace Lectern.Contracts;

/// <summary>A new project.</summary>
/// <param name="AdminKey">Its first key, shown here once.</param>
public sealed record ProjectCreated(Project Project, KeyResponse AdminKey);
