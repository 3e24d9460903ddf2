/** A digest for people other than its reader, who is named like everybody else: nobody is “you” in it. */
import { localDateOf } from "../../platform/time.ts";
import type { ScreenInput } from "../digest/screen.ts";

export function inNamesOfAll(input: ScreenInput): ScreenInput {
  const { id: _, ...reader } = input.reader;
  const today = reader.today ?? localDateOf(input.asOf, input.zone);
  const requestsNow = [...(input.requestsNow ?? [])].map(([itemId, now]) => {
    return [itemId, { ...now, name: now.name ?? reader.name }] as const;
  });
  return { ...input, reader: { ...reader, today }, requestsNow: new Map(requestsNow) };
}
