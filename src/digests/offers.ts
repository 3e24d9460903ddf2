/** What a digest offers to read on, also beside what others show: its programs, its answers, items, and it whole. */
import type { Button, StaticSelect } from "@slack/types";
import { z } from "zod";
import { button, option, plain, shortenEscaped } from "../platform/slack/blocks.ts";
import { ELEMENT_LIMITS } from "../platform/slack/limits.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import type { DigestDocument } from "./document.ts";
import type { Choice } from "./editions/divisions/division.ts";
import { editionTexts } from "./editions/texts.ts";

export const offerIds = {
  openProgram: "digest.open_program",
  /** Where there are too many for a menu in the message. */
  chooseProgram: "digest.choose_program",
  readWhole: "digest.read_whole",
  /** A digest, opened again. */
  read: "digest.read",
} as const;

/** A program by the edition that tells of it. */
export interface ToldProgram {
  editionId: string;
  key: string;
  title: string;
}

/** What its option carries. */
export const programValue = z.codec(z.string(), z.object({ editionId: z.string(), key: z.string() }), {
  decode: (value) => {
    const [editionId = "", key = ""] = value.split(" ");
    return { editionId, key };
  },
  encode: ({ editionId, key }) => `${editionId} ${key}`,
});

/** Each program of these editions, which went in one message, once. */
export function programsTold(editions: readonly { id: string; document: DigestDocument }[]): ToldProgram[] {
  const told = new Map<string, ToldProgram>();
  for (const { id: editionId, document } of editions)
    for (const { key, title } of document.programs) if (!told.has(key)) told.set(key, { editionId, key, title });
  return [...told.values()];
}

/** Slack refuses a message whose blocks are too long: of more programs the menu is in a view of its own. */
const MOST_IN_MESSAGE = 20;

/** Below a digest; nothing where it tells of no program. */
export function openProgram(
  reader: Reader,
  editionId: string,
  programs: readonly ToldProgram[],
): [] | [Button | StaticSelect] {
  const { open } = textsFor(editionTexts, reader).foot;
  const [only, ...others] = programs;
  if (!only) return [];
  if (others.length === 0) return [button(offerIds.openProgram, open.only, { value: programValue.encode(only) })];
  if (programs.length > MOST_IN_MESSAGE) return [button(offerIds.chooseProgram, open.one, { value: editionId })];
  return [programMenu(open.one, programs)];
}

/** Of no more than Slack shows in one menu. */
export function programMenu(label: string, programs: readonly ToldProgram[]): StaticSelect {
  return menu(
    offerIds.openProgram,
    label,
    programs.map((program) => ({ value: programValue.encode(program), label: program.title })),
  );
}

/** Opens an answer as this edition rests on it, or an item of the record. */
export function readMenu(label: string, choices: readonly (Choice & { editionId: string })[]): StaticSelect {
  return menu(
    offerIds.readWhole,
    label,
    choices.map(({ kind, id, editionId, label }) => ({
      value: JSON.stringify(kind === "item" ? { itemId: id } : { editionId, checkInId: id }),
      label,
    })),
  );
}

function menu(actionId: string, label: string, options: readonly { value: string; label: string }[]): StaticSelect {
  return {
    type: "static_select",
    action_id: actionId,
    placeholder: plain(shortenEscaped(label, ELEMENT_LIMITS.placeholder)),
    options: options.map(({ value, label }) => option(value, label)),
  };
}

/** Opens a digest again, whole, as far as it is still its reader's to read. */
export function readDigestButton(label: string, editionId: string): Button {
  return button(offerIds.read, label, { value: editionId });
}
