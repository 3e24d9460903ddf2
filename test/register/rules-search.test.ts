import { describe, expect, it } from "vitest";
import { found, type Searchable } from "../../src/register/list/list.ts";
import { readMessageText } from "../../src/slack/read-markup.ts";

const item = (number: number, title: string, more: Partial<Searchable> = {}): Searchable => ({
  short_key: "LOY",
  type: "risk",
  number,
  title,
  description: "",
  state: "open",
  updated_at: `2026-11-0${number}T00:00:00.000Z`,
  ...more,
});

describe("a search", () => {
  const items = [
    item(1, "Les certificats expirent"),
    item(2, "Équipe réduite", { description: "Les CERTIFICATS aussi" }),
    item(3, "Budget R-1"),
    item(4, "Certificats de la recette", { state: "done" }),
  ];
  const codes = (words: string) => found(items, words).map(({ number }) => number);

  it.each([
    ["certificats", [2, 1, 4]],
    ["equipe", [2]],
    ["expirent budget", []],
    ["r-1", [1, 3]],
    ["R1", [1]],
    ["%", []],
  ])("for %j finds %j, what lives first, blind to case and accents", (words, numbers) => {
    expect(codes(words)).toEqual(numbers);
  });
});

describe("a message of Slack as plain text", () => {
  const nameOf = (id: string) => (id === "U1" ? "Léa Martin" : undefined);
  it.each([
    ["Ask &lt;Lea&gt; &amp; co", "Ask <Lea> & co"],
    ["<@U1> and <@U2> and <@U3|tom>", "@Léa Martin and @U2 and @tom"],
    ["see <#C1|atlas> <!channel> <!subteam^S1|@board>", "see #atlas @channel @board"],
    ["<https://a.example/?x=1&amp;y=2|the plan> <https://b>", "the plan (https://a.example/?x=1&y=2) https://b"],
    ["&amp;lt;!channel&amp;gt;", "&lt;!channel&gt;"],
  ])("%s", (text, plain) => {
    expect(readMessageText(text, nameOf)).toBe(plain);
  });
});
