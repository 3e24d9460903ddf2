/** What a request asks for, and whether that is more than its reader decides. */
import { type Reader, textsFor, withFullStop } from "../../platform/texts/language.ts";
import { amountAndDays } from "../../programs/decision-limits.ts";
import type { Request } from "./request.ts";
import { requestTexts } from "./texts.ts";

/** “60,000 EUR. That is more than you decide here (50,000 EUR).” Empty where it names no amount and no days. */
export function asksLine(reader: Reader, { asks, exceeds, waitsFor }: Request, readerId: string): string {
  const asked = amountAndDays(reader, asks, asks.currency ?? "");
  const exceeded = exceeds[readerId];
  if (asked === "" || !exceeded || waitsFor === null) return asked;
  const { aboveYours } = textsFor(requestTexts, reader).body;
  return `${withFullStop(asked)} ${aboveYours(amountAndDays(reader, exceeded.limit, exceeded.currency))}`;
}
