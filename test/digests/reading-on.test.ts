/** What stands below a digest, with many programs and long titles; and its first screen as text. */
import { asJson, problemsInBlocks } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { MESSAGE_LIMITS } from "../../src/platform/slack/limits.ts";
import { aProgram, fed, red, theDocument } from "./facts.ts";

const EDITION = "0197a0b1-0000-7000-8000-000000000000";
const LANGUAGES = ["en-GB", "fr-FR"];
const readerIn = (locale: string) => ({ handle: "sofia", name: "Sofia Rossi", locale, zone: "Europe/London" });

function told(count: number, title = (index: number) => `Program ${index}`) {
  return Array.from({ length: count }, (_, index) => ({
    editionId: EDITION,
    key: `program-${index}`,
    title: title(index),
  }));
}

describe.each(LANGUAGES)("the foot of a digest in %s", (locale) => {
  const reader = readerIn(locale);
  const document = theDocument([aProgram("Atlas", [red, fed("progress", "The pilot runs. ".repeat(300))])], { reader });
  const footOf = (count: number, title?: (index: number) => string) => {
    const [first] = digestMessages(document, EDITION, { programs: told(count, title) });
    const blocks = first.blocks ?? [];
    expect(problemsInBlocks(asJson({ blocks }).blocks ?? null)).toEqual([]);
    const foot = blocks.find((block) => block.block_id === "digest.actions");
    if (foot?.type !== "actions") throw new Error("no foot");
    return { elements: foot.elements, units: JSON.stringify(blocks).length, foot: JSON.stringify(foot).length };
  };

  it("offers its only program, then a menu, then a view with the menu (F15)", () => {
    expect(footOf(1).elements[0]).toMatchObject({ type: "button", action_id: "digest.open_program" });
    const few = footOf(20).elements[0];
    expect(few).toMatchObject({ type: "static_select", action_id: "digest.open_program" });
    expect(few && "options" in few && few.options).toHaveLength(20);
    expect(footOf(21).elements[0]).toMatchObject({ type: "button", action_id: "digest.choose_program" });
    expect(footOf(200).elements).toHaveLength(3);
  });

  it("leaves Slack room for the message, whatever the titles are (F15)", () => {
    const longest = footOf(20, () => `<&>${"&".repeat(200)}`);
    expect(longest.foot).toBeLessThan(6000);
    expect(longest.units).toBeLessThan(MESSAGE_LIMITS.blocksUnits);
  });
});
