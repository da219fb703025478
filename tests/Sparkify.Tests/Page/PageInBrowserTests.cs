using Sparkify.Warehouse;

namespace Sparkify.Tests.Page;

/// <summary>The page as somebody sees it.</summary>
public sealed class PageInBrowserTests(PageBrowser browser) : IClassFixture<PageBrowser>
{
    public static TheoryData<string, string> Views =>
        new MatrixTheoryData<string, string>(["#/workflow", "#/files", "#/answers", "#/dashboard"], ["light", "dark"]);

    [Fact]
    public async Task An_execution_goes_from_StageFiles_to_ReportLoad_before_ones_eyes_while_files_are_dropped()
    {
        await using var tab = await browser.OpenAsync("#/workflow");
        await tab.WhenAsync("document.querySelectorAll('.node').length > 20");
        await tab.Page.EvaluateExpressionAsync(
            """
            window.touched = [];
            new MutationObserver(all => { for (const one of all) window.touched.push(one.target.dataset.state); }).observe(document.querySelector('.canvas'), { subtree: true, attributeFilter: ['data-touches'] });
            """);

        await DropAsync(tab, ("log_data/2018/11/dropped.json", Samples.Play(900)), ("2018-11-30.json", Samples.Play(901)));
        await tab.WhenAsync("document.querySelector('#drop[open]')");
        Assert.Equal(
            "log_data/2018/11/dropped.json log_data/2018/11/2018-11-30.json",
            await tab.Page.EvaluateExpressionAsync<string>(
                "[...document.querySelectorAll('#drop input')].map(input => input.value).sort().reverse().join(' ')"));
        using var seen = new CancellationTokenSource();
        var held = browser.KeepLockAsync(seen.Token);
        await tab.Page.ClickAsync("#drop button[type=submit]");

        await tab.WhenAsync("document.querySelector('.node[data-state=MergeStaged].is-now')");
        await seen.CancelAsync();
        await held;
        await tab.WhenAsync("window.touched.includes('ReportLoad') && window.touched.includes('Loaded')");
        // Two that follow one another at once are touched together: which of them first says nothing.
        Assert.True(await tab.Page.EvaluateExpressionAsync<bool>(
            "['StageFiles', 'MergeStaged', 'ReportLoad'].every(state => window.touched.includes(state))"));
    }

    /// <summary>One that is set aside, one that is misspelt, and one by its address.</summary>
    [Fact]
    public async Task Whoever_searches_for_a_whole_key_reads_why_it_is_not_queryable_and_what_to_do()
    {
        await using var tab = await browser.OpenAsync("#/files");
        foreach (var (searched, read) in new[]
        {
            (PageBrowser.PoisonKey, "Mend the file and put it again under the same key"),
            (PageBrowser.RefusedKey.Replace("late", "laet", StringComparison.Ordinal), $"Did you mean {PageBrowser.RefusedKey}"),
            ($"/{PageBrowser.RefusedKey}", "Mend the rows that were not loaded"),
        })
        {
            await tab.WhenAsync("document.querySelector('.files-main input[type=search]')");
            await tab.Page.EvaluateFunctionAsync(
                """
                key => {
                  const search = document.querySelector('.files-main input[type=search]');
                  search.value = key;
                  search.dispatchEvent(new Event('input'));
                }
                """, searched);
            await tab.WhenAsync($"document.querySelector('.files-main').textContent.includes({PageTab.Quoted(read)})");
        }
    }

    [Fact]
    public async Task A_click_on_an_execution_and_a_state_shows_input_output_and_duration()
    {
        foreach (var theme in new[] { "light", "dark" })
        {
            await using var tab = await browser.OpenAsync("#/workflow", theme);
            await tab.WhenAsync("document.querySelector('.row')");
            await tab.Page.TypeAsync(".is-list input", "log-data");
            await tab.WhenAsync(
                "document.querySelectorAll('.row').length > 0 && document.querySelector('.list-foot').textContent.includes(' of ')");
            await tab.ClickUntilAsync(
                $".row[data-name='{await browser.StagedLoadAsync()}']", "document.querySelector('.visit[data-state=Loaded]')");
            await tab.ClickUntilAsync(
                ".node[data-state=StageFiles]", "document.querySelectorAll('.visit[data-state=StageFiles] .json').length > 1");

            Assert.Contains("loadId", await tab.TextAsync(".visit[data-state=StageFiles]"), StringComparison.Ordinal);
            Assert.Contains("Stayed", await tab.TextAsync(".visit[data-state=StageFiles]"), StringComparison.Ordinal);
            await PageBrowser.ScreenshotAsync(tab, $"watch-workflow-{theme}");
        }
    }

    [Fact]
    public async Task A_poison_files_story_can_be_found_and_read()
    {
        await using var tab = await browser.OpenAsync("#/files");
        await tab.Page.TypeAsync(".files-head input", "broken");
        await tab.WhenAsync("document.querySelectorAll('.files-table tbody tr').length === 1");
        await tab.ClickUntilAsync(".files-table tbody a", "document.querySelector('.version')");

        var story = await tab.TextAsync(".story");
        Assert.Contains(PageBrowser.PoisonKey, story, StringComparison.Ordinal);
        Assert.Contains("It is not queryable", story, StringComparison.Ordinal);
        Assert.Contains("Mend the file and put it again", story, StringComparison.Ordinal);
        await PageBrowser.ScreenshotAsync(tab, "watch-files-light");
    }

    [Fact]
    public async Task A_refused_row_can_be_read_with_its_line_and_column()
    {
        await using var tab = await browser.OpenAsync($"#/files/{Uri.EscapeDataString(PageBrowser.RefusedKey)}", "dark");
        await tab.WhenAsync("document.querySelector('.rejected')");

        Assert.Matches(@"2\s+iteminsession", await tab.TextAsync(".rejected"));
        await PageBrowser.ScreenshotAsync(tab, "watch-files-dark");
    }

    [Fact]
    public async Task The_widgets_of_the_dashboard_have_data()
    {
        foreach (var theme in new[] { "light", "dark" })
        {
            await using var tab = await browser.OpenAsync("#/dashboard", theme);
            await tab.WhenAsync("document.querySelectorAll('.widget canvas').length > 4");

            var titles = (await tab.Page.EvaluateExpressionAsync<string>(
                "[...document.querySelectorAll('.widget[data-type=metric]')].filter(one => one.querySelector('canvas, "
                + ".value b')).map(one => one.dataset.title).join('|')"))
                .Split('|');
            Assert.True(titles.Length > 8, string.Join(", ", titles));
            await PageBrowser.ScreenshotAsync(tab, $"watch-dashboard-{theme}");
        }
    }

    [Fact]
    public async Task The_analysts_answers_are_drawn()
    {
        await using var tab = await browser.OpenAsync("#/answers");
        var questions = AnalystQuestions.All.Count;
        await tab.WhenAsync($"document.querySelectorAll('.card').length === {questions} && document.querySelector('.card canvas')");

        Assert.Equal(await browser.SongsAsync(), await tab.TextAsync(".tile[data-table=songs] b"));
        await PageBrowser.ScreenshotAsync(tab, "watch-answers-light");
    }

    [Fact]
    public async Task A_SELECT_of_ones_own_is_run_and_shows_its_rows_or_what_is_wrong_with_it()
    {
        await using var tab = await browser.OpenAsync("#/answers", "dark");
        await tab.WhenAsync("document.querySelector('.card canvas')");
        async Task RunAsync(string sql)
        {
            await tab.Page.EvaluateExpressionAsync($"document.querySelector('#sql').value = {PageTab.Quoted(sql)}");
            await tab.Page.FocusAsync("#sql");
            await tab.Page.Keyboard.DownAsync("Control");
            await tab.Page.Keyboard.PressAsync("Enter");
            await tab.Page.Keyboard.UpAsync("Control");
        }

        await RunAsync("SELECT song_id, title FROM songs");
        await tab.WhenAsync("document.querySelectorAll('.result tbody tr').length === 40");
        Assert.StartsWith($"40 of {await browser.SongsAsync()} rows", await tab.TextAsync(".result p"), StringComparison.Ordinal);
        await PageBrowser.ScreenshotAsync(tab, "watch-answers-dark");

        await RunAsync("SELECT titel FROM songs");
        await tab.WhenAsync("document.querySelector('.result .is-bad')");
        Assert.Contains("\"titel\" does not exist", await tab.TextAsync(".result"), StringComparison.Ordinal);

        await tab.Page.EvaluateExpressionAsync("document.querySelector('.card[data-name=top_songs] summary').click()");
        await tab.Page.EvaluateExpressionAsync("document.querySelector('.card[data-name=top_songs] button').click()");
        await tab.Page.ClickAsync(".sql button");
        await tab.WhenAsync("document.querySelectorAll('.result tbody tr').length === 10");
    }

    [Theory]
    [InlineData("#/workflow", ".row")]
    [InlineData("#/files", ".files-table tbody tr")]
    [InlineData("#/answers", ".card canvas")]
    [InlineData("#/dashboard", ".widget canvas")]
    public async Task Tab_reaches_everything_that_can_be_used(string place, string ready)
    {
        await using var tab = await browser.OpenAsync(place);
        await tab.WhenAsync($"document.querySelector('{ready}')");
        await tab.Page.EvaluateExpressionAsync(
            "window.reached = new Set(); addEventListener('focusin', event => reached.add(event.target)); document.activeElement.blur(); "
            + "0");

        var missed = "";
        for (var presses = 0; presses < 1_000 && (presses == 0 || missed.Length > 0); presses += 20)
        {
            for (var press = 0; press < 20; press++)
            {
                await tab.Page.Keyboard.PressAsync("Tab");
            }

            missed = await tab.Page.EvaluateExpressionAsync<string>(
                """
                [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
                  .filter(one => one.checkVisibility() && !one.disabled && !reached.has(one)).map(one => one.outerHTML.slice(0, 120)).join('\n')
                """);
        }

        Assert.True(missed.Length == 0, missed);
        Assert.Equal(4, await tab.Page.EvaluateExpressionAsync<int>("[...reached].filter(one => one.matches('nav a')).length"));
    }

    [Fact]
    public async Task The_list_of_executions_and_the_states_go_by_keys()
    {
        const string at = "Number(document.querySelector('.row.is-active')?.getAttribute('aria-posinset'))";
        const string of = "Number(document.querySelector('.row.is-active')?.getAttribute('aria-setsize'))";
        await using var tab = await browser.OpenAsync("#/workflow");
        await tab.WhenAsync("document.querySelector('.row')");
        async Task PressAsync(string key, string condition)
        {
            await tab.Page.Keyboard.PressAsync(key);
            await tab.WhenAsync(condition);
        }

        await tab.Page.FocusAsync(".list");
        await PressAsync("End", $"{at} > 1 && {at} === {of}");
        await PressAsync("PageUp", $"{at} > 1 && {at} < {of} - 1");
        await PressAsync("Home", $"{at} === 1");
        await PressAsync("PageDown", $"{at} > 2");
        await PressAsync("ArrowUp", $"{at} > 1");
        await PressAsync("Home", $"{at} === 1");
        await PressAsync("ArrowDown", $"{at} === 2");
        await PressAsync(
            "Enter",
            "document.querySelector('.detail-head') && document.querySelector('.row[aria-selected=true]')?.getAttribute('aria-posinset') "
            + "=== '2'");
        await PressAsync("Escape", "document.querySelector('.is-detail').hidden");
        await tab.Page.FocusAsync(".node[data-state=MergeStaged]");
        await PressAsync("Enter", "document.querySelector('.detail-head h2').textContent === 'MergeStaged'");
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Axe_finds_no_serious_fault(string place, string theme)
    {
        await using var tab = await browser.OpenAsync(place, theme);
        await tab.WhenAsync("document.querySelector('.row, .files-table tbody tr, .card canvas, .widget canvas')");
        if (place is "#/workflow")
        {
            await tab.ClickUntilAsync(".row", "document.querySelector('.visit, .empty')");
        }

        var faults = await Axe.SeriousFaultsAsync(tab.Page);

        Assert.True(faults.Length == 0, faults);
    }

    /// <summary>A phone: 390 by 844, of which a finger meets 40 at the least.</summary>
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task On_a_phone_nothing_is_beside_the_screen_and_a_finger_meets_what_can_be_pressed(string theme)
    {
        await using var tab = await browser.OpenAsync("#/workflow", theme, width: 390, height: 844);
        await tab.ClickUntilAsync("#attention > summary", "document.querySelector('#attention').open");
        foreach (var (view, ready) in new[]
        {
            ("workflow", ".row"), ("files", "tr[data-key]"), ("answers", ".card"), ("dashboard", ".widget"),
        })
        {
            await tab.Page.EvaluateExpressionAsync($"location.hash = '#/{view}'");
            await tab.WhenAsync($"document.querySelector('{ready}')");

            Assert.Equal(390, await tab.Page.EvaluateExpressionAsync<int>(
                "Math.max(document.documentElement.scrollWidth, document.querySelector('main').scrollWidth, innerWidth)"));
            var small = await tab.Page.EvaluateExpressionAsync<string>(
                """
                [...document.querySelectorAll('.button, .icon-button, .chip, .segments button, .tabs a, .field')]
                  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 40).map(one => one.outerHTML.slice(0, 120)).join('\n')
                """);
            Assert.True(small.Length == 0, small);
            await PageBrowser.ScreenshotAsync(tab, $"watch-phone-{view}-{theme}");
            await tab.Page.EvaluateExpressionAsync("document.querySelector('#attention').open = false");
        }
    }

    [Fact]
    public async Task The_theme_is_switched_and_remembered()
    {
        await using var tab = await browser.OpenAsync("#/answers");
        await tab.Page.ClickAsync("#theme");
        await tab.Page.ReloadAsync();

        Assert.Equal("dark", await tab.Page.EvaluateExpressionAsync<string>("document.documentElement.dataset.theme"));
        await tab.Page.EvaluateExpressionAsync("localStorage.clear()");
    }

    [Fact]
    public async Task With_5000_executions_the_list_has_and_makes_rows_for_those_in_sight_only_while_it_is_scrolled_and_filtered()
    {
        const int InSight = 40;
        await using var tab = await browser.OpenAsync("#/workflow");
        await tab.WhenAsync("document.querySelector('.list-foot').textContent.startsWith('5,')");

        // All the way down and up, by leaps and by steps, then filters that leave much, little and nothing.
        var counts = (await tab.Page.EvaluateFunctionAsync<string>(
            """
            async () => {
              const list = document.querySelector('.list'), input = document.querySelector('.is-list input');
              let most = 0, made = 0;
              new MutationObserver(all => {
                const rows = all.filter(one => one.target.matches('.list-space')).reduce((sum, one) => sum + one.addedNodes.length, 0);
                made = Math.max(made, rows);
              }).observe(list, { childList: true, subtree: true });
              const frame = () => new Promise(requestAnimationFrame).then(() => { most = Math.max(most, list.querySelectorAll('.row').length); });
              for (let at = 0; at <= 60; at++) { list.scrollTop = at % 2 ? list.scrollHeight * at / 60 : at * 400; await frame(); }
              for (const text of ['l', 'lo', 'log', 'log-data-1', 'nothing at all', 'merging', '']) {
                input.value = text;
                input.dispatchEvent(new Event('input'));
                for (let wait = 0; wait < 8; wait++) await frame();
              }
              for (const chip of document.querySelectorAll('.is-list .chip')) { chip.click(); await frame(); await frame(); }
              document.querySelector('.is-list .chip').click();
              await frame();
              return `${most} ${made}`;
            }
            """)).Split(' ').Select(int.Parse).ToList();

        Assert.All(counts, count => Assert.InRange(count, 1, InSight));
    }

    /// <summary>A drop, as the browser sends one.</summary>
    private static Task DropAsync(PageTab tab, params (string Path, string Content)[] files) => tab.Page.EvaluateExpressionAsync(
        $$"""
        (() => {
          const transfer = new DataTransfer();
          {{string.Join('\n', files.Select(file => $"transfer.items.add(new File([{PageTab.Quoted(file.Content)}], {PageTab.Quoted(file.Path)}));"))}}
          dispatchEvent(new DragEvent('dragenter', { dataTransfer: transfer }));
          dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
        })()
        """);
}
