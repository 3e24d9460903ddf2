import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { limits } from "slack-sandbox";
import { expect, it } from "vitest";
import { z } from "zod";
import { problemsInMessage, problemsInView, slackTypes } from "./payloads.ts";
import { problemsTaken, taken } from "./taken.ts";

const { BLOCK_LIMITS, COMPOSITION_LIMITS, ELEMENT_LIMITS, MESSAGE_LIMITS, VIEW_LIMITS } = limits;

/** [what we count with, where @slack/types says it: definition.property keyword] */
const LIMITS: [name: string, ours: number, declared: string][] = [
  ["all markdown of a message", MESSAGE_LIMITS.markdown, "MarkdownBlock.text maxLength"],
  ["blocks of a modal", VIEW_LIMITS.blocks, "ModalView.blocks maxItems"],
  ["blocks of Home", VIEW_LIMITS.blocks, "HomeView.blocks maxItems"],
  ["title of a modal", VIEW_LIMITS.title, "ModalView.title x-text"],
  ["submit of a modal", VIEW_LIMITS.submit, "ModalView.submit x-text"],
  ["close of a modal", VIEW_LIMITS.close, "ModalView.close x-text"],
  ["private_metadata", VIEW_LIMITS.privateMetadata, "ModalView.private_metadata maxLength"],
  ["callback_id", VIEW_LIMITS.callbackId, "ModalView.callback_id maxLength"],
  ["block_id", BLOCK_LIMITS.blockId, "SectionBlock.block_id maxLength"],
  ["header", BLOCK_LIMITS.header, "HeaderBlock.text x-text"],
  ["section", BLOCK_LIMITS.sectionText, "SectionBlock.text x-text"],
  ["fields of a section", BLOCK_LIMITS.sectionFields, "SectionBlock.fields maxItems"],
  ["field of a section", BLOCK_LIMITS.sectionField, "SectionBlock.fields x-items"],
  ["elements of a context", BLOCK_LIMITS.contextElements, "ContextBlock.elements maxItems"],
  ["elements of actions", BLOCK_LIMITS.actionsElements, "ActionsBlock.elements maxItems"],
  ["label of an input", BLOCK_LIMITS.inputLabel, "InputBlock.label x-text"],
  ["hint of an input", BLOCK_LIMITS.inputHint, "InputBlock.hint x-text"],
  ["a markdown block", BLOCK_LIMITS.markdown, "MarkdownBlock.text maxLength"],
  ["action_id", ELEMENT_LIMITS.actionId, "Button.action_id maxLength"],
  ["text of a button", ELEMENT_LIMITS.buttonText, "Button.text x-text"],
  ["value of a button", ELEMENT_LIMITS.buttonValue, "Button.value maxLength"],
  ["address of a button", ELEMENT_LIMITS.buttonUrl, "Button.url maxLength"],
  ["label for screen readers", ELEMENT_LIMITS.accessibilityLabel, "Button.accessibility_label maxLength"],
  ["placeholder", ELEMENT_LIMITS.placeholder, "PlainTextInput.placeholder x-text"],
  ["options of a select", ELEMENT_LIMITS.selectOptions, "StaticSelect.options maxItems"],
  ["groups of options", ELEMENT_LIMITS.optionGroups, "StaticSelect.option_groups maxItems"],
  ["options of an overflow", ELEMENT_LIMITS.overflowOptions, "Overflow.options maxItems"],
  ["checkboxes", ELEMENT_LIMITS.checkboxes, "Checkboxes.options maxItems"],
  ["radio buttons", ELEMENT_LIMITS.radioButtons, "RadioButtons.options maxItems"],
  ["a text object", COMPOSITION_LIMITS.text, "PlainTextElement.text maxLength"],
  ["text of an option", COMPOSITION_LIMITS.optionText, "PlainTextOption.text x-text"],
  ["description of an option", COMPOSITION_LIMITS.optionDescription, "PlainTextOption.description x-text"],
  ["value of an option", COMPOSITION_LIMITS.optionValue, "PlainTextOption.value maxLength"],
  ["address of an option", COMPOSITION_LIMITS.optionUrl, "PlainTextOption.url maxLength"],
  ["title of a confirmation", COMPOSITION_LIMITS.confirmTitle, "ConfirmationDialog.title x-text"],
  ["text of a confirmation", COMPOSITION_LIMITS.confirmText, "ConfirmationDialog.text x-text"],
  ["button of a confirmation", COMPOSITION_LIMITS.confirmButton, "ConfirmationDialog.confirm x-text"],
];

/** 75 in the declarations, 150 on Slack's page (docs.slack.dev/reference, option object), which holds. */
const DECLARED_OTHERWISE: Record<string, number> = { "value of an option": 75 };

it.each(LIMITS)(
  "counts %s as @slack/types declares it, but for the difference that is named",
  (name, ours, declared) => {
    const [, definition = "", property = "", keyword = ""] = /^(\w+)\.(\w+) ([\w-]+)$/.exec(declared) ?? [];
    expect(slackTypes.definitions[definition]?.properties?.[property]?.[keyword]).toBe(
      DECLARED_OTHERWISE[name] ?? ours,
    );
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
