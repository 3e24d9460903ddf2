import { describe, expect, it } from "vitest";
import { readMessageText } from "../../src/slack/read-markup.ts";

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
