namespace Sparkify.SampleData;

/// <summary>What names, titles and places are made of. A change here changes every generated data set.</summary>
internal static class Words
{
    public static readonly Phrase[] First = Phrase.All(
        "A", "Almost", "Another", "Better", "Black", "Blue", "Broken", "Burning", "Cold", "Crazy", "Dancing", "Dark", "Dear", "Deep",
        "Distant", "Don't", "Electric", "Empty", "Every", "Falling", "Forever", "Golden", "Heavy", "Hello", "Hollow", "I'm", "Je Ne",
        "Last",
        "Little", "Long", "Lost", "Lovely", "Midnight", "My", "Never", "No", "Nothing", "Old", "One", "Paper", "Quiet", "Rainy", "Red",
        "Running", "Señorita", "Silent", "Silver", "Slow", "Some", "Sunday", "Sweet", "The", "This", "Wild", "You're", "Über");

    public static readonly Phrase[] Second = Phrase.All(
        "Afternoon", "Angel", "Baby", "Bells", "Bones", "Boulevard", "Boy", "Bridge", "Café", "Canción", "City", "Clouds", "Daylight",
        "Disco", "Dream", "Echo", "Eyes", "Fire", "Flowers", "Fool", "Game", "Garden", "Ghost", "Girl", "Glass", "Gravity", "Heart",
        "Highway",
        "Home", "Horizon", "Kiss", "Lady", "Letter", "Light", "Love", "Machine", "Memory", "Mirror", "Money", "Moon", "Morning", "Mountain",
        "Night", "Noise", "Ocean", "Parade", "Promise", "Rain", "River", "Road", "Rose", "Sailor", "Shadow", "Sky", "Smoke", "Soul", "Star",
        "Station", "Stone", "Storm", "Summer", "Thunder", "Train", "Valse / Walz", "Water", "Window", "Winter", "Woman", "World", "Zürich");

    public static readonly Phrase[] TitleEnds = Phrase.All(
        " (Album Version)", " (LP Version)", " (Live)", " [Live At Royal Albert Hall]", " (2004 Digital Remaster)", " (Remix)",
        " (Acoustic)",
        " (Feat. Kelly Rowland)", " Pt. 2", " / Reprise", "?", " - \"Demo\"");

    public static readonly Phrase[] BandEnds = Phrase.All(
        "", "", "", " Orchestra", " Brothers", " & The Gang", " Band", " Quartet", " Project", " Boys", " Family", " Club", "/DC",
        " Ensemble");

    public static readonly Phrase[] Guests = Phrase.All(
        " feat. Wyclef Jean",
        " feat. Björk",
        " / Rakim",
        " featuring The Roots",
        " & Friends",
        " with Orchestra",
        " feat. Jay-Z / Swizz Beatz");

    public static readonly Phrase[] Places = Phrase.All(
        "California - LA", "Memphis, TN", "London, England", "Ohio", "Burlington, Ontario, Canada", "Detroit, MI", "New York, NY",
        "Nashville, TN.", "Hamtramck, MI", "Denmark", "Zagreb Croatia", "Panama", "Brooklyn, NY", "Köln", "São Paulo, Brazil",
        "Stockholm, Sweden",
        "Reykjavík", "Kingston, Jamaica", "Melbourne, Victoria, Australia", "Lagos, Nigeria", "Île-de-France", "Athens, GA",
        "Glasgow, Scotland",
        "New York, NY [Spanish Harlem]", "United States");

    public static readonly Phrase[] Women = Phrase.All(
        "Aleena", "Anabelle", "Ava", "Cecilia", "Chloe", "Harper", "Isabell", "Jacqueline", "Jessica", "Kate", "Kaylee", "Layla", "Lily",
        "Makinley", "Mia", "Molly", "Rylan", "Sara", "Sylvie", "Tegan", "Theresa", "Viridiana", "Zoé");

    public static readonly Phrase[] Men = Phrase.All(
        "Adler", "Avery", "Braden", "Bronson", "Celeste", "Connar", "Devin", "Elijah", "Hayden", "Jacob", "Jaleah", "Jayden", "Kevin",
        "Martin",
        "Matthew", "Mohammad", "Ryan", "Samuel", "Shakira", "Stefany", "Tucker", "Walter", "Wyatt");

    public static readonly Phrase[] LastNames = Phrase.All(
        "Arellano", "Barrera", "Burke", "Cruz", "Cuevas", "Fox", "Frye", "George", "Griffin", "Harrell", "Harris", "Hess", "Jones", "Kirby",
        "Klein", "Koch", "Levine", "Lynch", "Morris", "Muñoz", "O'Connor", "Owens", "Robinson", "Rosales", "Simpson", "Summers", "Terrell",
        "White", "Wilson", "Young");

    public static readonly Phrase[] ListenerPlaces = Phrase.All(
        "San Francisco-Oakland-Hayward, CA", "Portland-South Portland, ME", "Lansing-East Lansing, MI",
        "Chicago-Naperville-Elgin, IL-IN-WI",
        "Atlanta-Sandy Springs-Roswell, GA", "Waterloo-Cedar Falls, IA", "New Orleans-Metairie, LA", "Phoenix-Mesa-Scottsdale, AZ",
        "Philadelphia-Camden-Wilmington, PA-NJ-DE-MD", "Janesville-Beloit, WI", "Tampa-St. Petersburg-Clearwater, FL", "Salinas, CA",
        "Birmingham-Hoover, AL", "Parkersburg-Vienna, WV", "Eugene, OR", "New York-Newark-Jersey City, NY-NJ-PA", "Marinette, WI-MI",
        "San Juan-Carolina-Caguas, PR", "Houston-The Woodlands-Sugar Land, TX", "Red Bluff, CA");

    public static readonly Phrase[] UserAgents = Phrase.All(
        "\"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_4) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/36.0.1985.143 Safari/537.36\"",
        "\"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_4) AppleWebKit/537.78.2 (KHTML, like Gecko) Version/7.0.6 Safari/537.78.2\"",
        "\"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/37.0.2062.94 Safari/537.36\"",
        "\"Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/36.0.1985.125 Safari/537.36\"",
        "\"Mozilla/5.0 (iPhone; CPU iPhone OS 7_1_2 like Mac OS X) AppleWebKit/537.51.2 (KHTML, like Gecko) Version/7.0 Mobile/11D257 "
        + "Safari/9537.53\"",
        "Mozilla/5.0 (Windows NT 5.1; rv:31.0) Gecko/20100101 Firefox/31.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.9; rv:31.0) Gecko/20100101 Firefox/31.0",
        "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:31.0) Gecko/20100101 Firefox/31.0",
        "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; WOW64; Trident/5.0)");
}
