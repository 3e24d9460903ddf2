/** The short names of Slack's standard emoji; others, such as a workspace's own, stay as they were typed. */
import CODES_TO_NAMES from "emojibase-data/en/shortcodes/iamcal.json" with { type: "json" };

const EMOJI = new Map(
  Object.entries(CODES_TO_NAMES).flatMap(([codes, names]) =>
    [names].flat().map((name): [string, string] => [name, fromCodes(codes)]),
  ),
);

/** In front of a skin tone, an emoji is no longer marked as a picture. */
const MARK_BEFORE_TONE = /\u{FE0F}(?=[\u{1F3FB}-\u{1F3FF}])/gu;

export function withEmoji(text: string): string {
  const shown = text.replace(/:([\p{L}\p{N}_'+-]+):/gu, (typed, name: string) => emojiNamed(name) ?? typed);
  return shown === text ? text : shown.replace(MARK_BEFORE_TONE, "");
}

export function emojiNamed(name: string): string | null {
  // The list writes `pinata` where Slack writes `piñata`.
  return EMOJI.get(name.normalize("NFD").replace(/\p{M}/gu, "")) ?? null;
}

/** `26A0`: what could be shown as a letter as well is marked as a picture. */
function fromCodes(codes: string): string {
  return codes
    .split("-")
    .map((hex) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .join("")
    .replace(/(?!\p{Emoji_Presentation})\p{Emoji}(?!\u{FE0F})/gu, "$&\u{FE0F}");
}
