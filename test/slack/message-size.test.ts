import type { KnownBlock } from "@slack/types";
import fc from "fast-check";
import { expect, it } from "vitest";
import { actions, button, context, header, section, words } from "../../src/slack/blocks.ts";
import { MESSAGE_LIMITS } from "../../src/slack/limits.ts";
import { withinSize } from "../../src/slack/message-size.ts";
import { anOutbox } from "../delivery/outbox.ts";

const READER = { locale: "en-GB" };
const POINTER = "Slack takes no longer message";
const unitsOf = (blocks: readonly KnownBlock[]) => JSON.stringify(blocks).length;
const buttonsIn = (blocks: readonly KnownBlock[]) =>
  JSON.stringify(blocks.filter((block) => block.type === "actions")) +
  JSON.stringify(blocks.flatMap((block) => (block.type === "section" && block.accessory ? [block.accessory] : [])));

const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 900, unit: "grapheme" }).map((typed) => `${typed}.`),
  fc.integer({ min: 1, max: 200 }).map((times) => "word &amp; <https://x.example|link> ".repeat(times).slice(0, 2900)),
);
const block = fc.oneof(
  text.map((each) => header(each)),
  text.map((each) => words([{ text: each }])),
  text.map((each) => context(each.replaceAll(/[<>&]/g, "").slice(0, 2900) || "x")),
  fc
    .tuple(text, fc.nat())
    .map(([each, id]) => section(each.slice(0, 2900), button(`act:${id}`, "Do it", { value: "x" }))),
  fc.nat().map((id) => actions(`row:${id}`, button(`a:${id}`, "One"), button(`b:${id}`, "Two"))),
);

it("leaves what fits as it is, and brings the rest below Slack's limit without losing a button", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(block, { minLength: 5, maxLength: 50, size: "max", selector: JSON.stringify }),
      text,
      (blocks, line) => {
        const shown = withinSize({ text: line, blocks }, READER);
        if (unitsOf(blocks) <= MESSAGE_LIMITS.blocksUnits - 200) {
          expect(shown.blocks).toBe(blocks);
          return;
        }
        expect(unitsOf(shown.blocks)).toBeLessThanOrEqual(MESSAGE_LIMITS.blocksUnits);
        expect(shown.blocks.length).toBeLessThanOrEqual(MESSAGE_LIMITS.blocks);
        expect(buttonsIn(shown.blocks)).toBe(buttonsIn(blocks));
        expect(JSON.stringify(shown.blocks)).toContain(POINTER);
      },
    ),
    { numRuns: 150, seed: 11 },
  );
});

it("leaves each row of buttons what it is about (P36)", () => {
  const rows = Array.from({ length: 12 }, (_, index) => [
    section(`Name ${index}: ${"word ".repeat(20)}`),
    context("small ".repeat(20)),
    actions(`row:${index}`, button("open", "Open", { value: "v".repeat(800) })),
  ]);
  const { blocks } = withinSize({ text: "x", blocks: rows.flat() }, READER);
  expect(unitsOf(rows.flat())).toBeGreaterThan(MESSAGE_LIMITS.blocksUnits);
  expect(blocks.filter(({ type }) => type === "section")).toHaveLength(12);
  expect(blocks.filter(({ type }) => type === "actions")).toHaveLength(12);
  expect(blocks.filter(({ type }) => type === "context").length).toBeLessThan(12);
});

it("cuts no link and no escaped sign in two", () => {
  const blocks = Array.from({ length: 12 }, () =>
    section(`See <https://x.example/long|the page> &amp; more. `.repeat(40)),
  );
  for (const each of withinSize({ text: "x", blocks }, READER).blocks) {
    const shown = each.type === "section" ? (each.text?.text ?? "") : "";
    expect(shown.replaceAll(/<[^<>]*>/g, "")).not.toMatch(/[<>]/);
    expect(shown).not.toMatch(/&(?!amp;)/);
  }
});

it("sends a message of any length, and its update, where they would have been refused", async () => {
  const outbox = await anOutbox();
  await outbox.toPerson("long", "ana", { subject: { text: "word ".repeat(6000) } });
  await outbox.clock.settle();
  expect(await outbox.row("long")).toMatchObject({ state: "sent" });
  const [sent] = outbox.sandbox.as("ana").dm();
  expect(sent?.text.length).toBeLessThanOrEqual(MESSAGE_LIMITS.updateText);
  expect(JSON.stringify(sent?.blocks)).toContain(POINTER);
});
