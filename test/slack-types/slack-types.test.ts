import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { limits } from "slack-sandbox";
import { expect, it } from "vitest";
import { z } from "zod";
import { problemsInMessage, problemsInView, slackTypes } from "./payloads.ts";
import { problemsTaken, taken } from "./taken.ts";

const { BLOCK_LIMITS, COMPOSITION_LIMITS, ELEMENT_LIMITS, MESSAGE_LIMITS, VIEW_LIMITS } = limits;

/**
 * [what we count with, what Slack's page says (docs.slack.dev/reference: block-kit, views, methods; surfaces/modals), where
 * @slack/types says it: definition.property keyword]
 */
const LIMITS: [name: string, ours: number, documented: number, declared?: string][] = [
  ["blocks of a message", MESSAGE_LIMITS.blocks, 50],
  ["text of chat.update", MESSAGE_LIMITS.updateText, 4000],
  ["text of chat.postMessage, cut", MESSAGE_LIMITS.textTruncatedAt, 40_000],
  ["all markdown of a message", MESSAGE_LIMITS.markdown, 12_000, "MarkdownBlock.text maxLength"],
  ["attachments", MESSAGE_LIMITS.attachments, 100],
  ["blocks of a modal", VIEW_LIMITS.blocks, 100, "ModalView.blocks maxItems"],
  ["blocks of Home", VIEW_LIMITS.blocks, 100, "HomeView.blocks maxItems"],
  ["title of a modal", VIEW_LIMITS.title, 24, "ModalView.title x-text"],
  ["submit of a modal", VIEW_LIMITS.submit, 24, "ModalView.submit x-text"],
  ["close of a modal", VIEW_LIMITS.close, 24, "ModalView.close x-text"],
  ["private_metadata", VIEW_LIMITS.privateMetadata, 3000, "ModalView.private_metadata maxLength"],
  ["callback_id", VIEW_LIMITS.callbackId, 255, "ModalView.callback_id maxLength"],
  ["external_id", VIEW_LIMITS.externalId, 255],
  ["views on top of each other", VIEW_LIMITS.stack, 3],
  ["block_id", BLOCK_LIMITS.blockId, 255, "SectionBlock.block_id maxLength"],
  ["header", BLOCK_LIMITS.header, 150, "HeaderBlock.text x-text"],
  ["section", BLOCK_LIMITS.sectionText, 3000, "SectionBlock.text x-text"],
  ["fields of a section", BLOCK_LIMITS.sectionFields, 10, "SectionBlock.fields maxItems"],
  ["field of a section", BLOCK_LIMITS.sectionField, 2000, "SectionBlock.fields x-items"],
  ["elements of a context", BLOCK_LIMITS.contextElements, 10, "ContextBlock.elements maxItems"],
  ["elements of actions", BLOCK_LIMITS.actionsElements, 25, "ActionsBlock.elements maxItems"],
  ["label of an input", BLOCK_LIMITS.inputLabel, 2000, "InputBlock.label x-text"],
  ["hint of an input", BLOCK_LIMITS.inputHint, 2000, "InputBlock.hint x-text"],
  ["address of an image", BLOCK_LIMITS.imageUrl, 3000],
  ["alt text of an image", BLOCK_LIMITS.imageAltText, 2000],
  ["title of an image", BLOCK_LIMITS.imageTitle, 2000],
  ["a markdown block", BLOCK_LIMITS.markdown, 12_000, "MarkdownBlock.text maxLength"],
  ["action_id", ELEMENT_LIMITS.actionId, 255, "Button.action_id maxLength"],
  ["text of a button", ELEMENT_LIMITS.buttonText, 75, "Button.text x-text"],
  ["value of a button", ELEMENT_LIMITS.buttonValue, 2000, "Button.value maxLength"],
  ["address of a button", ELEMENT_LIMITS.buttonUrl, 3000, "Button.url maxLength"],
  ["label for screen readers", ELEMENT_LIMITS.accessibilityLabel, 75, "Button.accessibility_label maxLength"],
  ["placeholder", ELEMENT_LIMITS.placeholder, 150, "PlainTextInput.placeholder x-text"],
  ["options of a select", ELEMENT_LIMITS.selectOptions, 100, "StaticSelect.options maxItems"],
  ["groups of options", ELEMENT_LIMITS.optionGroups, 100, "StaticSelect.option_groups maxItems"],
  ["options of an overflow", ELEMENT_LIMITS.overflowOptions, 5, "Overflow.options maxItems"],
  ["checkboxes", ELEMENT_LIMITS.checkboxes, 10, "Checkboxes.options maxItems"],
  ["radio buttons", ELEMENT_LIMITS.radioButtons, 10, "RadioButtons.options maxItems"],
  ["a text input", ELEMENT_LIMITS.plainTextInput, 3000],
  ["a text object", COMPOSITION_LIMITS.text, 3000, "PlainTextElement.text maxLength"],
  ["text of an option", COMPOSITION_LIMITS.optionText, 75, "PlainTextOption.text x-text"],
  ["description of an option", COMPOSITION_LIMITS.optionDescription, 75, "PlainTextOption.description x-text"],
  ["value of an option", COMPOSITION_LIMITS.optionValue, 150, "PlainTextOption.value maxLength"],
  ["address of an option", COMPOSITION_LIMITS.optionUrl, 3000, "PlainTextOption.url maxLength"],
  ["label of a group of options", COMPOSITION_LIMITS.optionGroupLabel, 75],
  ["title of a confirmation", COMPOSITION_LIMITS.confirmTitle, 100, "ConfirmationDialog.title x-text"],
  ["text of a confirmation", COMPOSITION_LIMITS.confirmText, 300, "ConfirmationDialog.text x-text"],
  ["button of a confirmation", COMPOSITION_LIMITS.confirmButton, 30, "ConfirmationDialog.confirm x-text"],
];

/** Where Slack's page and Slack's declarations disagree: what the declarations say. */
const DECLARED_OTHERWISE: Record<string, number> = { "value of an option": 75 };

it.each(LIMITS)("counts %s as Slack's page says", (_, ours, documented) => {
  expect(ours).toBe(documented);
});

it.each(LIMITS.flatMap(([name, , documented, declared]) => (declared ? [[name, documented, declared] as const] : [])))(
  "has %s as @slack/types declares it, but for the differences that are named",
  (name, documented, declared) => {
    const [, definition = "", property = "", keyword = ""] = /^(\w+)\.(\w+) ([\w-]+)$/.exec(declared) ?? [];
    const said = slackTypes.definitions[definition]?.properties?.[property]?.[keyword];
    expect(said).toBe(DECLARED_OTHERWISE[name] ?? documented);
  },
);

it("is made of the version of @slack/types that is installed", () => {
  const folder = dirname(createRequire(import.meta.url).resolve("@slack/types"));
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(folder, "../package.json"), "utf8")));
  expect(slackTypes.from, "run: node test/slack-types/make.ts").toBe(`@slack/types ${version}`);
});

const plain = (text: string) => ({ type: "plain_text", text });
const BUTTON = { type: "button", action_id: "go", text: plain("Go") };

it.each([
  ["an unknown block", { type: "carnival" }],
  ["a member that is not declared", { type: "divider", colour: "red" }],
  ["a missing member", { type: "header" }],
  ["a value of another type", { type: "section", text: { type: "mrkdwn", text: 5 } }],
  ["an element that stands elsewhere", { type: "context", elements: [BUTTON] }],
  ["a text that is too long", { type: "header", text: plain("x".repeat(151)) }],
  ["a label that is too long", { type: "actions", elements: [{ ...BUTTON, text: plain("x".repeat(76)) }] }],
  ["too many elements", { type: "actions", elements: Array.from({ length: 26 }, () => BUTTON) }],
  [
    "an option that is too long",
    {
      type: "actions",
      elements: [{ type: "overflow", action_id: "o", options: [{ text: plain("x".repeat(76)), value: "1" }] }],
    },
  ],
  [
    "a confirmation that is too long",
    { type: "actions", elements: [{ ...BUTTON, confirm: { text: plain("x".repeat(301)) } }] },
  ],
])("does not let %s pass, in a message or a view, whoever took it", (_, block) => {
  expect(problemsInMessage([{ type: "actions", elements: [BUTTON] }])).toEqual([]);
  expect(problemsInMessage([block])).not.toEqual([]);
  const view = { type: "modal", title: plain("A form"), blocks: [block] };
  expect(problemsInView({ ...view, blocks: [] })).toEqual([]);
  expect(problemsInView(view)).not.toEqual([]);
  expect(problemsInView({ ...view, blocks: [], title: plain("x".repeat(25)) })).not.toEqual([]);
  taken({ direction: "call", type: "chat.postMessage", ok: true, body: { blocks: [block] } });
  expect(problemsTaken()).not.toEqual([]);
  taken({ direction: "call", type: "chat.postMessage", ok: false, body: { blocks: [block] } });
  taken({
    direction: "act",
    type: "submit",
    ok: true,
    body: {},
    answer: { response_action: "update", view: { ...view, blocks: [] } },
  });
  expect(problemsTaken()).toEqual([]);
  taken({ direction: "act", type: "submit", ok: true, body: {}, answer: { response_action: "update", view } });
  expect(problemsTaken()).not.toEqual([]);
});
