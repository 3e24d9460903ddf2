import { elementsFor, isAddress, pictured, plainText, textObject } from "./block-kit-elements.ts";
import { tablesWith } from "./block-kit-tables.ts";
import { isObject, type Json, type JsonObject, objectIn, objectsIn, stringIn } from "./json.ts";
import { BLOCK_LIMITS, COMPOSITION_LIMITS, MESSAGE_LIMITS, VIEW_LIMITS } from "./limits.ts";
import {
  boolean,
  byType,
  integer,
  list,
  object,
  oneOf,
  type Problem,
  type Shape,
  string,
  stringThat,
} from "./shapes.ts";
import type { Block } from "./workspace.ts";

type Surface = "message" | "modal" | "home";

/** What is wrong with the blocks of a message, in Slack's words; pointers begin with /blocks. */
export function problemsInBlocks(blocks: Json): Problem[] {
  const problems: Problem[] = [];
  messageBlocks(blocks, "/blocks", problems);
  if (Array.isArray(blocks)) {
    problems.push(...problemsTogether(blocks, "/blocks", "message"));
    const markdown = blocks.reduce<number>(
      (sum, block) => sum + (isObject(block) && block.type === "markdown" ? (stringIn(block, "text") ?? "").length : 0),
      0,
    );
    if (markdown > MESSAGE_LIMITS.markdown)
      problems.push({
        message: `all markdown blocks must be less than ${MESSAGE_LIMITS.markdown + 1} characters`,
        pointer: "/blocks",
      });
  }
  return problems;
}

/** What is wrong with a modal; pointers begin with /view. */
export function problemsInView(view: Json): Problem[] {
  const problems: Problem[] = [];
  modal(view, "/view", problems);
  if (isObject(view) && Array.isArray(view.blocks))
    problems.push(...problemsTogether(view.blocks, "/view/blocks", "modal"));
  return problems;
}

export function problemsInHome(view: Json): Problem[] {
  const problems: Problem[] = [];
  home(view, "/view", problems);
  if (isObject(view) && Array.isArray(view.blocks))
    problems.push(...problemsTogether(view.blocks, "/view/blocks", "home"));
  return problems;
}

/** The elements that people can act on, with where they stand; of valid blocks and, as far as it goes, of others. */
export function elementsIn(block: JsonObject): { element: JsonObject; path: string }[] {
  const element = objectIn(block, block.type === "section" ? "accessory" : "element");
  if (block.type === "actions")
    return objectsIn(block, "elements").map((each, index) => ({ element: each, path: `elements/${index}` }));
  if (element && block.type === "section") return [{ element, path: "accessory" }];
  return element && block.type === "input" ? [{ element, path: "element" }] : [];
}

/** The blocks as Slack keeps them: each with a block_id and each element with an action_id, made up where missing. */
export function completeBlocks(blocks: readonly Block[], nextId: () => string): Block[] {
  return blocks.map((block) => {
    // A markdown block may become several; the id it came with is not kept.
    const given = block.type === "markdown" ? undefined : block.block_id;
    const kept: Block = { ...structuredClone(block), block_id: given || nextId() };
    for (const { element } of elementsIn(kept)) if (element.type !== "image") element.action_id ||= nextId();
    return kept;
  });
}

const blockId = { block_id: string({ max: BLOCK_LIMITS.blockId }) };
const type = string();

const leafStyle = {
  style: object({}, { bold: boolean, italic: boolean, strike: boolean, code: boolean, underline: boolean }),
};
const filled = string({ min: 1 });
const leaves = {
  text: object({ type, text: filled }, leafStyle),
  link: object(
    { type, url: stringThat(isAddress, "must be a valid URL", { min: 1 }) },
    { text: string(), unsafe: boolean, ...leafStyle },
  ),
  emoji: object({ type, name: filled }, { unicode: string(), ...leafStyle }),
  user: object({ type, user_id: filled }, leafStyle),
  usergroup: object({ type, usergroup_id: filled }, leafStyle),
  channel: object({ type, channel_id: filled }, leafStyle),
  broadcast: object({ type, range: oneOf("here", "channel", "everyone") }, leafStyle),
  date: object(
    { type, timestamp: integer(0, Number.MAX_SAFE_INTEGER), format: filled },
    { url: string(), fallback: string(), ...leafStyle },
  ),
  color: object({ type, value: filled }, leafStyle),
};
const border = { border: integer(0, 1) };
const richSection = object({ type, elements: list(byType(leaves)) });
const richText = object(
  {
    type,
    elements: list(
      byType({
        rich_text_section: richSection,
        rich_text_list: object(
          { type, style: oneOf("bullet", "ordered"), elements: list(byType({ rich_text_section: richSection })) },
          { indent: integer(0, BLOCK_LIMITS.richTextIndent), offset: integer(0, Number.MAX_SAFE_INTEGER), ...border },
        ),
        rich_text_quote: object({ type, elements: list(byType(leaves)) }, border),
        rich_text_preformatted: object(
          { type, elements: list(byType({ text: leaves.text, link: leaves.link })) },
          border,
        ),
      }),
      { min: 1 },
    ),
  },
  blockId,
);

const INPUT_OF = { message: "input of a message", modal: "input of a modal", home: "input of Home" } as const;

/** The blocks that the sandbox knows on each surface. */
function blocksOn(surface: Surface): Record<string, Shape> {
  return {
    section: object(
      { type },
      {
        ...blockId,
        text: textObject(BLOCK_LIMITS.sectionText),
        fields: list(textObject(BLOCK_LIMITS.sectionField), { min: 1, max: BLOCK_LIMITS.sectionFields }),
        accessory: byType(elementsFor("accessory")),
        expand: boolean,
      },
      (block, pointer, problems) => {
        if (block.text === undefined && block.fields === undefined)
          problems.push({ message: "missing required field: text", pointer });
      },
    ),
    header: object({ type, text: plainText(BLOCK_LIMITS.header) }, { ...blockId, level: integer(1, 4) }),
    divider: object({ type }, blockId),
    context: object(
      {
        type,
        elements: list(
          byType({
            ...elementsFor("context"),
            plain_text: textObject(COMPOSITION_LIMITS.text),
            mrkdwn: textObject(COMPOSITION_LIMITS.text),
          }),
          { min: 1, max: BLOCK_LIMITS.contextElements },
        ),
      },
      blockId,
    ),
    actions: object(
      {
        type,
        elements: list(byType(elementsFor(surface === "home" ? "actions of Home" : "actions")), {
          min: 1,
          max: BLOCK_LIMITS.actionsElements,
        }),
      },
      blockId,
    ),
    input: object(
      {
        type,
        label: plainText(BLOCK_LIMITS.inputLabel),
        element: byType(elementsFor(INPUT_OF[surface])),
      },
      { ...blockId, hint: plainText(BLOCK_LIMITS.inputHint), optional: boolean, dispatch_action: boolean },
      (block, pointer, problems) => {
        if (surface !== "message") return;
        if (block.block_id === undefined) problems.push({ message: "missing required field: block_id", pointer });
        if (objectIn(block, "element")?.action_id === undefined)
          problems.push({ message: "missing required field: action_id", pointer: `${pointer}/element` });
      },
    ),
    image: object(
      { type, alt_text: pictured.alt_text },
      { ...blockId, ...pictured.source, title: plainText(BLOCK_LIMITS.imageTitle) },
      pictured.hasOneSource,
    ),
    rich_text: richText,
    ...(surface === "message" && {
      markdown: object({ type, text: string({ min: 1, max: BLOCK_LIMITS.markdown }) }, blockId),
      ...tablesWith(richText),
    }),
    ...(surface === "modal" && {
      alert: object(
        { type, text: textObject(COMPOSITION_LIMITS.text) },
        { ...blockId, level: oneOf("default", "info", "warning", "error", "success") },
      ),
    }),
  };
}

const messageBlocks = list(byType(blocksOn("message")), { max: MESSAGE_LIMITS.blocks });
const modal = object(
  {
    type: oneOf("modal"),
    title: plainText(VIEW_LIMITS.title),
    blocks: list(byType(blocksOn("modal")), { max: VIEW_LIMITS.blocks }),
  },
  {
    submit: plainText(VIEW_LIMITS.submit),
    close: plainText(VIEW_LIMITS.close),
    private_metadata: string({ max: VIEW_LIMITS.privateMetadata }),
    callback_id: string({ max: VIEW_LIMITS.callbackId }),
    external_id: string({ max: VIEW_LIMITS.externalId }),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
  (view, pointer, problems) => {
    if (view.submit === undefined && objectsIn(view, "blocks").some((block) => block.type === "input"))
      problems.push({ message: "missing required field: submit", pointer });
  },
);

const home = object(
  { type: oneOf("home"), blocks: list(byType(blocksOn("home")), { max: VIEW_LIMITS.blocks }) },
  {
    private_metadata: string({ max: VIEW_LIMITS.privateMetadata }),
    callback_id: string({ max: VIEW_LIMITS.callbackId }),
    external_id: string({ max: VIEW_LIMITS.externalId }),
  },
);

/** What no block shows by itself: ids used twice, focus wanted twice. */
function problemsTogether(blocks: readonly Json[], pointer: string, surface: Surface): Problem[] {
  const problems: Problem[] = [];
  const blockIds = new Set<string>();
  let focused = 0;
  for (const [index, block] of blocks.entries()) {
    if (!isObject(block)) continue;
    const at = `${pointer}/${index}`;
    const id = stringIn(block, "block_id");
    if (id) reportTwice(blockIds, "block_id", id, `${at}/block_id`, problems);
    const actionIds = new Set<string>();
    for (const { element, path } of elementsIn(block)) {
      const actionId = stringIn(element, "action_id");
      if (actionId) reportTwice(actionIds, "action_id", actionId, `${at}/${path}/action_id`, problems);
      if (element.focus_on_load === true) focused += 1;
    }
  }
  if (focused > 1) problems.push({ message: `only one element may have focus_on_load in a ${surface}`, pointer });
  return problems;
}

function reportTwice(seen: Set<string>, name: string, id: string, pointer: string, problems: Problem[]): void {
  if (seen.has(id)) problems.push({ message: `\`${name}\` "${id}" already exists`, pointer });
  seen.add(id);
}

/** True for blocks without problems; narrows what `problemsInBlocks` has let pass. */
export function areBlocks(value: Json | undefined): value is Block[] {
  return Array.isArray(value) && value.every((block) => isObject(block) && typeof block.type === "string");
}
