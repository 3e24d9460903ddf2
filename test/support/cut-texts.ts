import { isObject, type Json, stringIn } from "slack-sandbox";

/** What Slack's client cuts: words on a select and in a menu, which stand on one line. */

/** A select is as wide as its first twenty letters, on a phone and beside a text. */
const PLACEHOLDER = 20;
const OPTION = 24;
const MENUS = ["overflow", "static_select", "multi_static_select"];

/**
 * The placeholders and options in `blocks` or a view that are cut short. Options that are about somebody or something
 * carry what people wrote, a name or a zone, and are as long as these: their value is an id, they name a code or a day
 * after a name, or they have a `&` here.
 */
export function cutTextsIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(cutTextsIn);
  if (!isObject(value)) return [];
  const placeholder = isObject(value.placeholder) ? (stringIn(value.placeholder, "text") ?? "") : "";
  const isMenu = MENUS.includes(stringIn(value, "type") ?? "");
  const groups = Array.isArray(value.option_groups) ? value.option_groups.filter(isObject) : [];
  const options = isMenu ? [value, ...groups].flatMap(({ options }) => (Array.isArray(options) ? options : [])) : [];
  const own = options.filter(isObject).flatMap((option) => {
    const text = isObject(option.text) ? (stringIn(option.text, "text") ?? "") : "";
    return text.length > OPTION && !isPeoples(stringIn(option, "value") ?? "", text) ? [text] : [];
  });
  const { options: _, option_groups: __, ...rest } = value;
  return [
    ...(placeholder.length > PLACEHOLDER ? [placeholder] : []),
    ...own,
    ...Object.values(rest).flatMap(cutTextsIn),
  ];
}

/** By the form of its value, or by the letter of which the longest texts are made. */
function isPeoples(value: string, text: string): boolean {
  return /^([0-9a-f]{8}-|[USC][0-9A-Z]{8})/.test(value) || /[&@/]| · /.test(text);
}
