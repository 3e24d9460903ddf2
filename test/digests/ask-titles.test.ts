/** In whose words a later digest names what it asks its reader to decide. */
import { describe, expect, it } from "vitest";
import { outlineOf } from "../../src/digests/render/outline.ts";
import { titleFrom } from "../../src/register/rules.ts";
import { anAsk, aProgram, green, theDocument } from "./facts.ts";

/** In a digest after the first. */
function shownOf(of: { title: string; description: string }, { isNew = false } = {}) {
  const asks = [anAsk("Loyalty", { ...of, isNew, isDraft: true, options: [], recommended: null })];
  const { sections } = outlineOf(theDocument([aProgram("Loyalty", [green], { asks })]));
  const [item] = sections.find(({ section }) => section === "asks")?.items ?? [];
  if (!item) throw new Error("The ask is not told");
  return {
    label: item.label.map(({ text }) => text).join(""),
    quotes: item.quotes.map(({ text }) => text),
    ask: item.ask,
  };
}

const QUESTION = "Should we release Dieter until 15 January?";

describe("an ask that an earlier digest told", () => {
  it.each([
    ["a label", "Help wanted:", `Help wanted:\n${QUESTION} It costs two weeks.`],
    ["a bracket", "[Budget]", `[Budget]\n${QUESTION}`],
    ["three words", "Decision on staffing", `Decision on staffing\n${QUESTION}`],
    ["a line that goes on", "Should we release", "Should we release\nDieter until 15 January? It costs two weeks."],
    ["words before an abbreviation", "Release Dieter (cf.", `Release Dieter (cf. note 3)?\n${QUESTION}`],
  ])("is not named by %s that was cut out of it (B9)", (_, title, description) => {
    const { label, quotes, ask } = shownOf({ title, description });
    expect(ask).not.toBeNull();
    expect(label).not.toContain(`· ${title} ·`);
    expect(`${label} ${quotes.join(" ")}`).toMatch(/[^.?!]+\?/);
  });

  it("is named by a whole sentence of its author's (B9)", () => {
    expect(
      shownOf({ title: "Help wanted:", description: `Help wanted:\n${QUESTION} It costs two weeks.` }),
    ).toMatchObject({
      label: expect.stringContaining(` · ${QUESTION} · `),
      quotes: [],
    });
    const typed = { title: "Dieter until January", description: "We need somebody who knows the tills." };
    expect(shownOf(typed).label).toContain(" · Dieter until January · ");
    expect(shownOf({ title: "A laptop", description: "" }).label).toContain(" · A laptop · ");
  });

  it("is named by what its Markdown says, also where the record has it as typed (B12)", () => {
    const typed = "**Help** test the code in the [issue list](https://example.org/issues?q=1) by Friday. It deadlocks.";
    const read = "Help test the code in the issue list by Friday.";
    expect(titleFrom(typed)).toEqual({ title: read, description: typed });
    const asTyped = typed.replace(" It deadlocks.", "");
    for (const of of [titleFrom(typed), { title: asTyped, description: typed }, { title: asTyped, description: "" }])
      expect(shownOf(of)).toMatchObject({ label: expect.stringContaining(` · ${read} · `), quotes: [] });
  });

  it("has in its first digest no title besides what it is the beginning of, whatever Markdown that has (B12)", () => {
    const typed = "**Help** test the code in the issue list by Friday. It deadlocks.";
    expect(shownOf(titleFrom(typed), { isNew: true })).toMatchObject({
      quotes: ["Help test the code in the issue list by Friday. It deadlocks."],
    });
  });

  it("is told whole again where no sentence stands for it (B9)", () => {
    const description = `${"one engineer and ".repeat(20)}a tester`;
    expect(shownOf({ title: titleFrom(description).title, description })).toMatchObject({ quotes: [description] });
  });
});
