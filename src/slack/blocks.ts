import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  ImageBlock,
  ImageElement,
  InputBlockElement,
  KnownBlock,
  MrkdwnElement,
  MultiStaticSelect,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  RichTextBlock,
  RichTextSection,
  SectionBlock,
  StaticSelect,
} from "@slack/types";
import { cutText, withoutBidi, withoutInvisible } from "../platform/texts/display.ts";
import { BLOCK_LIMITS, COMPOSITION_LIMITS, ELEMENT_LIMITS } from "./limits.ts";

/**
 * Builders of blocks. People's texts go only into `words` (rich text leaves are never parsed: no mention, link or
 * format becomes active) or plain text; mrkdwn holds our own sentences, with names and titles through `escapeMrkdwn`.
 *
 * Each builder takes what it is given and brings it within Slack's limits: a text that is too long ends with "…"; an
 * empty one makes an empty block, which `isPresent` leaves out of every view and message, or stands as `NO_TEXT` where
 * Slack demands a text.
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

/** Shortens our own markup; never within a letter, an escaped character, a link or a mention. */
export function shortenMrkdwn(mrkdwn: string, limit: number): string {
  const bare = mrkdwn.match(BARE_AMPERSAND)?.length ?? 0;
  // Slack escapes bare ampersands, too.
  const room = limit - bare * ("&amp;".length - 1);
  if (mrkdwn.length <= room) return mrkdwn;
  const cut = cutText(mrkdwn, Math.max(0, room - 1));
  const opened = cut.lastIndexOf("<");
  const whole = opened > cut.lastIndexOf(">") ? cut.slice(0, opened) : cut;
  return `${whole.replace(/&[a-z]{0,4}$/, "")}…`;
}

const BARE_AMPERSAND = /&(?!(?:amp|lt|gt);)/g;

/** Stands where Slack demands a text and there is none. */
export const NO_TEXT = "–";

export function isBlank(text: string): boolean {
  return withoutInvisible(text).trim() === "";
}

/**
 * The lines that have room in one text, and how many are left: `more` says it in the last line. Lines are markup; the
 * first is shortened where it alone is too long.
 */
export function linesWithin(
  lines: readonly string[],
  more: (count: number) => string,
  limit = COMPOSITION_LIMITS.text,
) {
  for (let shown = lines.length; shown > 1; shown -= 1) {
    const rest = shown === lines.length ? [] : [more(lines.length - shown)];
    const text = [...lines.slice(0, shown), ...rest].join("\n");
    if (shortenMrkdwn(text, limit) === text) return text;
  }
  const [first = ""] = lines;
  if (lines.length < 2) return shortenMrkdwn(first, limit);
  const rest = more(lines.length - 1);
  return `${shortenMrkdwn(first, limit - rest.length - 1)}\n${rest}`;
}

/** Escaped text for a message's `text` or a one-line section, short enough for updates. */
export function lineOf(text: string): string {
  return escapeMrkdwn(shortenEscaped(text, COMPOSITION_LIMITS.text));
}

/** Plain text that Slack demands. `limit`: of its escaped form. */
export function plain(text: string, limit: number): PlainTextElement {
  const shown = withoutBidi(text);
  return { type: "plain_text", text: isBlank(shown) ? NO_TEXT : shortenEscaped(shown, limit), emoji: true };
}

function mrkdwnText(mrkdwn: string): MrkdwnElement {
  const text = isBlank(mrkdwn) ? "" : shortenMrkdwn(mrkdwn, COMPOSITION_LIMITS.text);
  // `verbatim` stops Slack from linking what looks like a link or channel.
  return { type: "mrkdwn", text, verbatim: true };
}

function emptyText(): PlainTextElement {
  return { type: "plain_text", text: "", emoji: true };
}

export function header(text: string): HeaderBlock {
  return { type: "header", text: isBlank(text) ? emptyText() : plain(text, BLOCK_LIMITS.header) };
}

type Accessory = Button | Overflow | StaticSelect | MultiStaticSelect | ImageElement;

/** `mrkdwn`: our own words. With an accessory it stands also without words. */
export function section(mrkdwn: string, accessory?: Accessory): SectionBlock {
  return {
    type: "section",
    text: mrkdwnText(accessory && isBlank(mrkdwn) ? NO_TEXT : mrkdwn),
    ...(accessory && { accessory }),
  };
}

/** Lines of markup in as many sections as they need. */
export function sectionsOf(lines: readonly string[]): SectionBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const joined = [...texts.slice(-1), line].join("\n");
    const fits = texts.length > 0 && shortenMrkdwn(joined, COMPOSITION_LIMITS.text) === joined;
    if (fits) texts[texts.length - 1] = joined;
    else texts.push(line);
  }
  return texts.map((text) => section(text));
}

/** People's words as plain text, perhaps with a button. */
export function plainSection(text: string, accessory?: Accessory): SectionBlock {
  return {
    type: "section",
    text: !accessory && isBlank(text) ? emptyText() : plain(text, COMPOSITION_LIMITS.text),
    ...(accessory && { accessory }),
  };
}

export function context(mrkdwn: string): ContextBlock {
  return { type: "context", elements: isBlank(mrkdwn) ? [] : [mrkdwnText(mrkdwn)] };
}

/** How many entries of a list have no room; empty for none. */
export function countLeft(left: number): ContextBlock {
  return context(left > 0 ? `… +${left}` : "");
}

/** Our own words with names in them, as plain text. */
export function plainContext(text: string): ContextBlock {
  return { type: "context", elements: isBlank(text) ? [] : [plain(text, COMPOSITION_LIMITS.text)] };
}

export function divider(): DividerBlock {
  return { type: "divider" };
}

/** A picture that was uploaded. */
export function image(altText: string, fileId: string): ImageBlock {
  return { type: "image", alt_text: altTextOf(altText), slack_file: { id: fileId } };
}

/** A picture beside a text. */
export function imageBeside(altText: string, url: string): ImageElement {
  return { type: "image", image_url: url, alt_text: altTextOf(altText) };
}

function altTextOf(text: string): string {
  return isBlank(text) ? NO_TEXT : shorten(text, BLOCK_LIMITS.imageAltText);
}

/** A paragraph per line, of runs shown verbatim. Drops empty runs and lines. */
export function words(...lines: Words[][]): RichTextBlock {
  return { type: "rich_text", elements: lines.map(paragraph).filter(({ elements }) => elements.length > 0) };
}

export function quote(...runs: Words[]): RichTextBlock {
  const { elements } = paragraph(runs);
  return { type: "rich_text", elements: elements.length === 0 ? [] : [{ type: "rich_text_quote", elements }] };
}

export function button(
  actionId: string,
  label: string,
  options: { value?: string; primary?: boolean; danger?: boolean; confirm?: ConfirmationDialog } = {},
): Button {
  return {
    type: "button",
    action_id: actionId,
    text: plain(label, ELEMENT_LIMITS.buttonText),
    ...(options.value !== undefined && { value: options.value }),
    ...(options.primary && { style: "primary" as const }),
    ...(options.danger && { style: "danger" as const }),
    ...(options.confirm && { confirm: options.confirm }),
  };
}

/** Asked before a press counts. */
export function confirmation(asked: {
  title: string;
  text: string;
  confirm: string;
  deny: string;
}): ConfirmationDialog {
  return {
    title: plain(asked.title, COMPOSITION_LIMITS.confirmTitle),
    text: plain(asked.text, COMPOSITION_LIMITS.confirmText),
    confirm: plain(asked.confirm, COMPOSITION_LIMITS.confirmButton),
    deny: plain(asked.deny, COMPOSITION_LIMITS.confirmButton),
  };
}

export function option(value: string, label: string, description = ""): PlainTextOption {
  return {
    value,
    text: plain(label, COMPOSITION_LIMITS.optionText),
    ...(!isBlank(description) && { description: plain(description, COMPOSITION_LIMITS.optionText) }),
  };
}

export function overflow(actionId: string, options: PlainTextOption[]): Overflow {
  return { type: "overflow", action_id: actionId, options: options.slice(0, ELEMENT_LIMITS.overflowOptions) };
}

export interface OptionGroup {
  label: string;
  options: readonly PlainTextOption[];
}

/** One of a list, as many as Slack has room for. `initial`: the value of an option. */
export function select(
  actionId: string,
  offered: readonly PlainTextOption[] | readonly OptionGroup[],
  { placeholder = "", initial }: { placeholder?: string | undefined; initial?: string | undefined } = {},
): StaticSelect {
  const chosen = optionsIn(offered).find(({ value }) => value === initial);
  return {
    type: "static_select",
    action_id: actionId,
    ...optionsWithin(offered, chosen ? [chosen] : []),
    ...(!isBlank(placeholder) && { placeholder: plain(placeholder, ELEMENT_LIMITS.placeholder) }),
    ...(chosen && { initial_option: chosen }),
  };
}

/** Those of a list, as many as Slack has room for. */
export function multiSelect(
  actionId: string,
  offered: readonly PlainTextOption[],
  { placeholder = "", initial }: { placeholder?: string; initial: readonly string[] },
): MultiStaticSelect {
  const chosen = offered.filter(({ value }) => initial.includes(value ?? "")).slice(0, ELEMENT_LIMITS.selectOptions);
  return {
    type: "multi_static_select",
    action_id: actionId,
    ...optionsWithin(offered, chosen),
    ...(!isBlank(placeholder) && { placeholder: plain(placeholder, ELEMENT_LIMITS.placeholder) }),
    ...(chosen.length > 0 && { initial_options: chosen }),
  };
}

function isGrouped(offered: readonly PlainTextOption[] | readonly OptionGroup[]): offered is readonly OptionGroup[] {
  return offered.some((each) => "options" in each);
}

function optionsIn(offered: readonly PlainTextOption[] | readonly OptionGroup[]): readonly PlainTextOption[] {
  return isGrouped(offered) ? offered.flatMap(({ options }) => options) : offered;
}

/** Of a list of its own; of groups each has as many. `chosen` are among them. */
function optionsWithin(
  offered: readonly PlainTextOption[] | readonly OptionGroup[],
  chosen: readonly PlainTextOption[],
): Pick<StaticSelect, "options" | "option_groups"> {
  if (!isGrouped(offered)) return { options: withinRoom(offered, chosen) };
  const groups = offered.filter(({ options }) => options.length > 0).slice(0, ELEMENT_LIMITS.selectOptions);
  return {
    option_groups: groups.map(({ label, options }) => ({
      label: plain(label, COMPOSITION_LIMITS.optionText),
      options: withinRoom(options, chosen),
    })),
  };
}

function withinRoom(options: readonly PlainTextOption[], chosen: readonly PlainTextOption[]): PlainTextOption[] {
  if (options.length <= ELEMENT_LIMITS.selectOptions) return [...options];
  const first = options.slice(0, ELEMENT_LIMITS.selectOptions);
  const further = chosen.filter((each) => options.includes(each) && !first.includes(each));
  return [...first.slice(0, ELEMENT_LIMITS.selectOptions - further.length), ...further];
}

/** A menu of actions: an overflow, or a select if there are too many options; nothing without options. */
export function menu(
  actionId: string,
  options: readonly PlainTextOption[],
  placeholder: string,
): Overflow | StaticSelect | undefined {
  if (options.length === 0) return undefined;
  if (options.length <= ELEMENT_LIMITS.overflowOptions) return overflow(actionId, [...options]);
  return select(actionId, options, { placeholder });
}

export function actions(blockId: string, ...elements: ActionsBlockElement[]): ActionsBlock {
  return { type: "actions", block_id: blockId, elements: elements.slice(0, BLOCK_LIMITS.actionsElements) };
}

/** Whether there is a block that shows something. */
export function isPresent(block: KnownBlock | null | undefined | false): block is KnownBlock {
  if (!block) return false;
  switch (block.type) {
    case "section":
      return Boolean(block.text?.text) || block.fields !== undefined;
    case "header":
      return block.text.text !== "";
    case "context":
    case "actions":
    case "rich_text":
      return block.elements.length > 0;
    case "input":
      return hasChoices(block.element);
    default:
      return true;
  }
}

/** Slack takes no list without options. */
function hasChoices(element: InputBlockElement): boolean {
  if ("option_groups" in element && element.option_groups) return element.option_groups.length > 0;
  return !("options" in element && element.options?.length === 0);
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
