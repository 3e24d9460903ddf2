/** A message as text: a header as `# …`, a context as `_…_`, a button as `[…]`. */
import { z } from "zod";

const textObject = z.looseObject({ text: z.string() });
const labelled = z.looseObject({
  type: z.string(),
  text: textObject.optional(),
  placeholder: textObject.optional(),
});

interface Rich {
  type: string;
  text?: string | undefined;
  url?: string | undefined;
  name?: string | undefined;
  user_id?: string | undefined;
  elements?: Rich[] | undefined;
}
const rich: z.ZodType<Rich> = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  url: z.string().optional(),
  name: z.string().optional(),
  user_id: z.string().optional(),
  get elements() {
    return z.array(rich).optional();
  },
});

const block = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("header"), text: textObject }),
  z.looseObject({
    type: z.literal("section"),
    text: textObject.optional(),
    fields: z.array(textObject).optional(),
    accessory: labelled.optional(),
  }),
  z.looseObject({ type: z.literal("context"), elements: z.array(z.looseObject({ text: z.string().optional() })) }),
  z.looseObject({ type: z.literal("actions"), elements: z.array(labelled) }),
  z.looseObject({ type: z.literal("rich_text"), elements: z.array(rich) }),
  z.looseObject({ type: z.literal("divider") }),
  z.looseObject({ type: z.literal("image"), alt_text: z.string() }),
]);
type Block = z.infer<typeof block>;

/** Throws for a block of a kind that no message of ours has. */
export function blocksAsText(blocks: unknown, withButtons = true): string {
  return z
    .array(block)
    .parse(blocks ?? [])
    .flatMap((each) => blockAsText(each, withButtons) ?? [])
    .join("\n");
}

function blockAsText(shown: Block, withButtons: boolean): string | null {
  switch (shown.type) {
    case "header":
      return `# ${shown.text.text}`;
    case "section": {
      const { text, fields = [], accessory } = shown;
      const written = `${text?.text ?? ""}${fields.map((field) => field.text).join(" || ")}`;
      return accessory && withButtons ? `${written}   [${accessory.text?.text ?? accessory.type}]` : written;
    }
    case "context":
      return `_${shown.elements.map(({ text }) => text ?? "<img>").join(" · ")}_`;
    case "actions": {
      const labels = shown.elements.map(({ type, text, placeholder }) => `[${(text ?? placeholder)?.text ?? type}]`);
      return withButtons ? labels.join(" ") : null;
    }
    case "rich_text":
      return shown.elements.map(richAsText).join("");
    case "divider":
      return "---";
    case "image":
      return withButtons ? `<IMAGE alt="${shown.alt_text}">` : null;
  }
}

function richAsText({ type, text, url, name, user_id, elements = [] }: Rich): string {
  switch (type) {
    case "text":
      return text ?? "";
    case "link":
      return text ?? url ?? "";
    case "emoji":
      return `:${name}:`;
    case "user":
      return `@${user_id}`;
    default:
      return `${elements.map(richAsText).join("")}${type.startsWith("rich_text_") ? "\n" : ""}`;
  }
}
