import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ConfirmationDialog,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  RichTextBlock,
  RichTextSection,
  SectionBlock,
  StaticSelect,
} from "@slack/types";
import { cutText, withoutBidi } from "../platform/texts/display.ts";
import { COMPOSITION_LIMITS, ELEMENT_LIMITS } from "./limits.ts";

/**
 * Builders of blocks. People's texts go only into `words` (rich text leaves are never parsed: no mention, link or
 * format becomes active) or plain text; mrkdwn holds our own sentences, with names and titles through `escapeMrkdwn`.
 */
export interface Words {
  text: string;
  bold?: boolean;
  italic?: boolean;
}

/**
 * Escapes exactly three characters, `&` first (docs.slack.dev/messaging/formatting-message-text), and removes
 * bidirectional controls.
 */
export function escapeMrkdwn(text: string): string {
  return withoutBidi(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Shortens to `limit` UTF-16 units with an ellipsis, never within a letter or an emoji. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${cutText(text, limit - 1)}…`;
}

/** Shortens so that the escaped form, which Slack counts, fits into `limit`; returns it unescaped. */
export function shortenEscaped(text: string, limit: number): string {
  if (escapeMrkdwn(text).length <= limit) return text;
  let room = limit - 1;
  let end = 0;
  for (; end < text.length; end += 1) {
    room -= escapeMrkdwn(text.charAt(end)).length;
    if (room < 0) break;
  }
  return `${cutText(text, end)}…`;
}

/** Escaped text for a message's `text` or a one-line section, short enough for updates. */
export function lineOf(text: string): string {
  return escapeMrkdwn(shortenEscaped(text, COMPOSITION_LIMITS.text));
}

export function plain(text: string): PlainTextElement {
  return { type: "plain_text", text: withoutBidi(text), emoji: true };
}

export function header(text: string): HeaderBlock {
  return { type: "header", text: plain(shortenEscaped(text, 150)) };
}

type Accessory = Button | Overflow | StaticSelect;

/** `mrkdwn`: our own words. `verbatim` stops Slack from linking what looks like a link or channel. */
export function section(mrkdwn: string, accessory?: Accessory): SectionBlock {
  return { type: "section", text: { type: "mrkdwn", text: mrkdwn, verbatim: true }, ...(accessory && { accessory }) };
}

/** People's words as plain text, perhaps with a button. */
export function plainSection(text: string, accessory?: Accessory): SectionBlock {
  return {
    type: "section",
    text: plain(shortenEscaped(text, COMPOSITION_LIMITS.text)),
    ...(accessory && { accessory }),
  };
}

export function context(mrkdwn: string): ContextBlock {
  return { type: "context", elements: [{ type: "mrkdwn", text: mrkdwn, verbatim: true }] };
}

/** A paragraph per line, of runs shown verbatim. Drops empty runs. */
export function words(...lines: Words[][]): RichTextBlock {
  return { type: "rich_text", elements: lines.map(paragraph) };
}

export function quote(...runs: Words[]): RichTextBlock {
  return { type: "rich_text", elements: [{ type: "rich_text_quote", elements: paragraph(runs).elements }] };
}

export function button(
  actionId: string,
  label: string,
  options: { value?: string; primary?: boolean; danger?: boolean; confirm?: ConfirmationDialog } = {},
): Button {
  return {
    type: "button",
    action_id: actionId,
    text: plain(label),
    ...(options.value !== undefined && { value: options.value }),
    ...(options.primary && { style: "primary" as const }),
    ...(options.danger && { style: "danger" as const }),
    ...(options.confirm && { confirm: options.confirm }),
  };
}

export function option(value: string, label: string): PlainTextOption {
  return { value, text: plain(shortenEscaped(label, 75)) };
}

export function overflow(actionId: string, options: PlainTextOption[]): Overflow {
  return { type: "overflow", action_id: actionId, options };
}

/** A menu of actions: an overflow, or a select if there are too many options; nothing without options. */
export function menu(
  actionId: string,
  options: readonly PlainTextOption[],
  placeholder: string,
): Overflow | StaticSelect | undefined {
  if (options.length === 0) return undefined;
  if (options.length <= ELEMENT_LIMITS.overflowOptions) return overflow(actionId, [...options]);
  return {
    type: "static_select",
    action_id: actionId,
    placeholder: plain(placeholder),
    options: options.slice(0, ELEMENT_LIMITS.selectOptions),
  };
}

export function actions(blockId: string, ...elements: ActionsBlockElement[]): ActionsBlock {
  return { type: "actions", block_id: blockId, elements };
}

export function isPresent(block: KnownBlock | null | undefined | false): block is KnownBlock {
  return Boolean(block);
}

function paragraph(runs: Words[]): RichTextSection {
  return {
    type: "rich_text_section",
    elements: runs
      .filter((run) => withoutBidi(run.text) !== "")
      .map((run) => ({
        type: "text",
        text: withoutBidi(run.text),
        ...((run.bold || run.italic) && {
          style: { ...(run.bold && { bold: true }), ...(run.italic && { italic: true }) },
        }),
      })),
  };
}
