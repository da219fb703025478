namespace Sparkify.Operations;

/// <param name="Key">Of the object that is there, or would be.</param>
/// <param name="NoObject">What is there instead; null: an object.</param>
public readonly record struct BucketPlace(string Key, NoObject? NoObject);

/// <summary>Something in the place of an object that is none: a pipe, a link that leads nowhere, a name without a key.</summary>
/// <param name="Key">Where it is, as a key would be written.</param>
/// <param name="What">Why it is no object.</param>
/// <param name="WhatToDo">What makes an object of it.</param>
public sealed record NoObject(string Key, string What, string WhatToDo)
{
    /// <summary>Both, on one line.</summary>
    public override string ToString() => $"{Key}: {What}; {WhatToDo}";
}
