/** Whether a text names somebody: by their name, a word of it, their handle or a mention, in whatever case and with or without accents. */

export interface PersonNames {
  name: string;
  handle: string;
  slackId: string;
}

const SHORTEST = 3;
/** Written without blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

export type NameSearch = (text: string) => boolean;

export function nameSearch({ name, handle, slackId }: PersonNames): NameSearch {
  const folded = foldedText(name).trim();
  const parts = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  const words = [folded, foldedText(handle), ...parts].filter((word) => word.length >= SHORTEST || UNSPACED.test(word));
  const bounded = words.map((word) => {
    const pattern = RegExp.escape(word);
    return UNSPACED.test(word) ? pattern : String.raw`(?<![\p{L}\p{N}])${pattern}(?![\p{L}\p{N}])`;
  });
  const pattern = new RegExp([...bounded, RegExp.escape(slackId.toLowerCase())].join("|"), "u");
  return (text) => pattern.test(foldedText(text));
}

function foldedText(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
