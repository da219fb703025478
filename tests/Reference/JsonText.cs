namespace Sparkify.Reference;

/// <summary>Where a member's name and value stand in the text; the name without its quotes, the value as written.</summary>
public readonly record struct JsonMember(Range Name, Range Value);

/// <summary>
/// The grammar of RFC 8259 over bytes: finds where values end and where members stand, and decodes nothing. Bytes from 0x80 up may
/// stand in strings as they are; whether they are UTF-8 is asked when a string becomes a column.
/// </summary>
public ref struct JsonText(ReadOnlySpan<byte> source)
{
    /// <summary>Deeper nesting than this is malformed: as deep as Redshift's own SUPER goes.</summary>
    public const int MaxDepth = 1000;

    private const int Malformed = -1;

    private readonly ReadOnlySpan<byte> text = source;

    /// <summary>In a malformed value, the place behind its last token that was in place.</summary>
    public int BreaksBehind { get; private set; }

    /// <summary>In a malformed value, how many objects and arrays were open at <see cref="BreaksBehind"/>.</summary>
    public int BreaksAtDepth { get; private set; }

    /// <summary>
    /// The members of the object that starts at <paramref name="at"/>, and the place behind it; false when it is malformed.
    /// </summary>
    public bool TryReadObject(int at, List<JsonMember> members, out int end)
    {
        members.Clear();
        end = Object(at, 1, members);
        return end != Malformed;
    }

    /// <summary>The place behind the value that starts at <paramref name="at"/>; false when it is malformed.</summary>
    public bool TrySkipValue(int at, out int end)
    {
        end = Value(at, 1);
        return end != Malformed;
    }

    public readonly int SkipBlanks(int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            at++;
        }

        return at;
    }

    private int Value(int at, int depth) => At(at) switch
    {
        '{' => Object(at, depth, null),
        '[' => Array(at, depth),
        '"' => Token(String(at), depth - 1),
        't' => Token(Literal(at, "true"u8), depth - 1),
        'f' => Token(Literal(at, "false"u8), depth - 1),
        'n' => Token(Literal(at, "null"u8), depth - 1),
        '-' or (>= '0' and <= '9') => Token(Number(at), depth - 1),
        _ => Malformed,
    };

    /// <summary>Notes a token, unless it is malformed; the place behind it.</summary>
    private int Token(int end, int depth)
    {
        (BreaksBehind, BreaksAtDepth) = end == Malformed ? (BreaksBehind, BreaksAtDepth) : (end, depth);
        return end;
    }

    private int Object(int at, int depth, List<JsonMember>? members)
    {
        if (depth > MaxDepth || At(at) != '{')
        {
            return Malformed;
        }

        at = SkipBlanks(Token(at + 1, depth));
        if (At(at) == '}')
        {
            return Token(at + 1, depth - 1);
        }

        while (true)
        {
            var name = at;
            var nameEnd = Token(String(name), depth);
            if (nameEnd == Malformed)
            {
                return Malformed;
            }

            at = SkipBlanks(nameEnd);
            if (At(at) != ':')
            {
                return Malformed;
            }

            var value = SkipBlanks(Token(at + 1, depth));
            at = Value(value, depth + 1);
            if (at == Malformed)
            {
                return Malformed;
            }

            members?.Add(new JsonMember((name + 1)..(nameEnd - 1), value..at));
            at = SkipBlanks(at);
            switch (At(at))
            {
                case '}': return Token(at + 1, depth - 1);
                case ',': at = SkipBlanks(Token(at + 1, depth)); break;
                default: return Malformed;
            }
        }
    }

    private int Array(int at, int depth)
    {
        if (depth > MaxDepth)
        {
            return Malformed;
        }

        at = SkipBlanks(Token(at + 1, depth));
        if (At(at) == ']')
        {
            return Token(at + 1, depth - 1);
        }

        while (true)
        {
            at = Value(at, depth + 1);
            if (at == Malformed)
            {
                return Malformed;
            }

            at = SkipBlanks(at);
            switch (At(at))
            {
                case ']': return Token(at + 1, depth - 1);
                case ',': at = SkipBlanks(Token(at + 1, depth)); break;
                default: return Malformed;
            }
        }
    }

    private readonly int String(int at)
    {
        if (At(at) != '"')
        {
            return Malformed;
        }

        for (at++; at < text.Length; at++)
        {
            switch (text[at])
            {
                case (byte)'"':
                    return at + 1;
                case < 0x20:
                    return Malformed;
                case (byte)'\\':
                    at++;
                    if (At(at) == 'u')
                    {
                        for (var digit = 1; digit <= 4; digit++)
                        {
                            if (!char.IsAsciiHexDigit(At(at + digit)))
                            {
                                return Malformed;
                            }
                        }

                        at += 4;
                    }
                    else if (At(at) is not ('"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't'))
                    {
                        return Malformed;
                    }

                    break;
                default:
                    break;
            }
        }

        return Malformed;
    }

    private readonly int Number(int at)
    {
        at += At(at) == '-' ? 1 : 0;
        var whole = at;
        at = Digits(at);
        if (at == whole || (text[whole] == '0' && at > whole + 1))
        {
            return Malformed;
        }

        if (At(at) == '.')
        {
            var fraction = at + 1;
            at = Digits(fraction);
            if (at == fraction)
            {
                return Malformed;
            }
        }

        if (At(at) is 'e' or 'E')
        {
            var exponent = at + 1 + (At(at + 1) is '+' or '-' ? 1 : 0);
            at = Digits(exponent);
            if (at == exponent)
            {
                return Malformed;
            }
        }

        return at;
    }

    private readonly int Digits(int at)
    {
        while (char.IsAsciiDigit(At(at)))
        {
            at++;
        }

        return at;
    }

    private readonly int Literal(int at, ReadOnlySpan<byte> literal) =>
        text[at..].StartsWith(literal) ? at + literal.Length : Malformed;

    private readonly char At(int at) => at < text.Length ? (char)text[at] : '\0';
}
