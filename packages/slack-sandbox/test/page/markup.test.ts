import { describe, expect, it } from "vitest";
import { monthsLater, weeksOf } from "../../src/page/client/date-field.ts";
import { emojiNamed, withEmoji } from "../../src/page/client/emoji.ts";
import { parseMarkdown } from "../../src/page/client/markdown-text.ts";
import { parseMrkdwn } from "../../src/page/client/mrkdwn.ts";
import { hashOf, placeOf } from "../../src/page/client/place.ts";
import { slackDate } from "../../src/page/client/time-format.ts";
import { secondsOf, wallTimeOf } from "../../src/page/client/zone-time.ts";

describe("mrkdwn", () => {
  const inline = (text: string, isVerbatim = false) => {
    const [piece, ...others] = parseMrkdwn(text, { isVerbatim });
    expect(others).toEqual([]);
    return piece && "children" in piece ? piece.children : piece;
  };

  it.each([
    ["*bold*", [{ kind: "bold", children: ["bold"] }]],
    ["_it *and* bold_", [{ kind: "italic", children: ["it ", { kind: "bold", children: ["and"] }, " bold"] }]],
    ["~gone~!", [{ kind: "strike", children: ["gone"] }, "!"]],
    ["`a *b* &lt;`", [{ kind: "code", text: "a *b* <" }]],
    ["2*3*4 and snake_case_name", ["2*3*4 and snake_case_name"]],
    ["* not bold *", ["* not bold *"]],
    ["*open", ["*open"]],
    ["*a\nb*", ["*a\nb*"]],
    ["a &amp;lt; b", ["a &lt; b"]],
    ["<@U1> in <#C1>", [{ kind: "user", id: "U1" }, " in ", { kind: "channel", id: "C1" }]],
    ["<!here>", [{ kind: "broadcast", range: "here" }]],
    ["<https://e.com/?a=1&amp;b=2|here>", [{ kind: "link", url: "https://e.com/?a=1&b=2", label: "here" }]],
    ["<mailto:a@e.com>", [{ kind: "link", url: "mailto:a@e.com", label: "a@e.com" }]],
    ["<javascript:alert(1)|x>", ["<javascript:alert(1)|x>"]],
    ["see https://e.com/x.", ["see ", { kind: "link", url: "https://e.com/x", label: "https://e.com/x" }, "."]],
    [
      "<!date^1772442000^{date}^https://e.com|then>",
      [{ kind: "date", timestamp: 1772442000, format: "{date}", fallback: "then", url: "https://e.com" }],
    ],
  ])("reads %s", (text, expected) => {
    expect(inline(text)).toEqual(expected);
  });

  it("leaves addresses alone where it is told so", () => {
    expect(inline("see https://e.com", true)).toEqual(["see https://e.com"]);
  });

  it("parts quotes and preformatted text from the rest", () => {
    expect(parseMrkdwn("Said:\n&gt; one\n&gt; *two*\nso\n```a\n  b```")).toEqual([
      { kind: "text", children: ["Said:"] },
      { kind: "quote", children: ["one\n", { kind: "bold", children: ["two"] }] },
      { kind: "text", children: ["so\n"] },
      { kind: "pre", text: "a\n  b" },
    ]);
  });
});

it("reads standard Markdown", () => {
  expect(
    parseMarkdown(
      "# Title\nOne **two** _three_ [four](https://e.com) `*five*`\n\n1. a\n2. b\n\n> q\n\n```js\n**x**\n```\n---\n",
    ),
  ).toEqual([
    { kind: "heading", level: 1, children: ["Title"] },
    {
      kind: "paragraph",
      children: [
        "One ",
        { kind: "bold", children: ["two"] },
        " ",
        { kind: "italic", children: ["three"] },
        " ",
        { kind: "link", url: "https://e.com", children: ["four"] },
        " ",
        { kind: "code", text: "*five*" },
      ],
    },
    { kind: "list", isOrdered: true, start: 1, items: [["a"], ["b"]] },
    { kind: "quote", children: ["q"] },
    { kind: "code", text: "**x**" },
    { kind: "rule" },
  ]);
  expect(parseMarkdown("[x](javascript:alert(1))")).toEqual([
    { kind: "paragraph", children: ["[x](javascript:alert(1))"] },
  ]);
});

it("writes Slack's dates for the reader", () => {
  const seconds = Date.parse("2026-03-02T09:05:00Z") / 1000;
  const now = Date.parse("2026-03-03T09:05:00Z");
  const paris = { locale: "fr-FR", zone: "Europe/Paris" };
  const york = { locale: "en-US", zone: "America/New_York" };
  expect(slackDate(paris, seconds, "{date_long} à {time}", now)).toBe("lundi 2 mars 2026 à 10:05");
  expect(slackDate(york, seconds, "{date_short_pretty}, {time} ({ago})", now)).toBe(
    "Yesterday, 4:05 AM (24 hours ago)",
  );
  expect(slackDate(york, seconds, "{date_num} {nonsense}", now)).toBe("2026-03-02 {nonsense}");
});

it("counts in whole weeks and keeps to the month", () => {
  expect(weeksOf("2026-02", 1)).toHaveLength(5);
  expect(weeksOf("2026-02", 1)[0]?.[0]).toBe("2026-01-26");
  expect(weeksOf("2026-02", 0)[0]?.[0]).toBe("2026-02-01");
  expect(monthsLater("2026-01-31", 1)).toBe("2026-02-28");
  expect(monthsLater("2026-01-31", -2)).toBe("2025-11-30");
});

it("turns wall times into instants: skipped ones move on, repeated ones are the first", () => {
  const at = (date: string, time: string) => new Date(secondsOf("Europe/Paris", date, time) * 1000).toISOString();
  expect(at("2026-01-15", "09:00")).toBe("2026-01-15T08:00:00.000Z");
  expect(at("2026-07-15", "09:00")).toBe("2026-07-15T07:00:00.000Z");
  expect(at("2026-03-29", "02:30")).toBe("2026-03-29T01:30:00.000Z");
  expect(at("2026-10-25", "02:30")).toBe("2026-10-25T00:30:00.000Z");
  expect(wallTimeOf("Asia/Kolkata", Date.parse("2026-01-01T20:00:00Z") / 1000)).toEqual({
    date: "2026-01-02",
    time: "01:30",
  });
});

it("keeps the place in the address", () => {
  const place = { handle: "jo&co", at: "C1", thread: "1.2" };
  expect(placeOf(hashOf(place), "ana")).toEqual(place);
  expect(placeOf("", "ana")).toEqual({ handle: "ana", at: null, thread: null });
  expect(placeOf("#/%E0%A4%A", "ana")).toEqual({ handle: "ana", at: null, thread: null });
});

it("shows Slack's standard emoji by their names, and leaves everything else as it was typed", () => {
  expect(withEmoji(":tada: :100:, :flag-fr: and :fr: :piñata: :male-technologist: :heart_on_fire:")).toBe(
    "🎉 💯, 🇫🇷 and 🇫🇷 🪅 👨‍💻 ❤️‍🔥",
  );
  expect(withEmoji(":+1::skin-tone-3: :v::skin-tone-6:")).toBe("👍🏼 ✌🏿");
  expect(withEmoji(":our-own-logo: at 10:30:45 ::")).toBe(":our-own-logo: at 10:30:45 ::");
  expect(emojiNamed("constructor")).toBeNull();
});

it("marks as a picture what could be shown as a letter too", () => {
  expect(["warning", "hash", "heart", "white_check_mark"].map(emojiNamed)).toEqual(["⚠️", "#️⃣", "❤️", "✅"]);
});
