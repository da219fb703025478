namespace Sparkify.LocalCloud.Template;

/// <summary>The template says something that the local run does not understand, and that it therefore must not pass over.</summary>
public sealed class TemplateException(string path, string message) : Exception($"serverless.template, {path}: {message}");
