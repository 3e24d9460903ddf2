/** Where something is learnt: words that may end in an address, as a link that says where it leads. Pure. */
import { escapeMrkdwn } from "../slack/blocks.ts";
import { isAddress } from "./template.ts";

/** “Get started: https://learn.example”: the words, and the address with which they end, if they do. */
function partsOf(line: string): { words: string; address?: string } {
  const trimmed = line.trim();
  const last = trimmed.split(/\s/u).at(-1) ?? "";
  if (!isAddress(last)) return { words: trimmed };
  return { words: trimmed.slice(0, -last.length).replace(/[\s:]+$/u, ""), address: last };
}

/** Undefined where the line ends in none. */
export function addressIn(line: string): string | undefined {
  return partsOf(line).address;
}

/** A line as markup, its words as a link where it ends in an address. */
export function learningLine(line: string): string {
  const { words, address } = partsOf(line);
  return address === undefined ? escapeMrkdwn(words) : linkTo(address, words);
}

/** As markup, with the host that it leads to, since words may promise another. */
export function linkTo(address: string, words: string): string {
  const { host } = new URL(address);
  const target = escapeMrkdwn(address).replaceAll("|", "%7C");
  return words === "" ? `<${target}|${host}>` : `<${target}|${escapeMrkdwn(words)}> (${host})`;
}
