import type { Button } from "@slack/types";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { button, confirmation } from "../../slack/blocks.ts";
import { trackTexts } from "../texts.ts";
import { workTexts } from "./texts.ts";

/** What is pressed about work requests. */
export const workIds = {
  open: "work.open",
  /** Value: the id of a program, or empty. */
  list: "work.list",
  program: "work.program",
  /** Followed by what the list is narrowed down by. */
  filter: "work.filter",
  page: "work.page",
  ask: "work.ask",
  add: "work.add",
  type: "work.type",
  howAnswered: "work.how_answered",
  times: "times",
  picture: "work-picture",
  /** Followed by the act. */
  act: "work.act",
} as const;

export const ACTS = [
  ...(["start", "up", "top", "resume", "withdraw", "confirm", "leave", "join"] as const),
  ...(["decline", "split", "hold", "capacity", "object", "same", "not-same", "take", "template"] as const),
  ...(["validate", "comment"] as const),
] as const;
export type WorkAct = (typeof ACTS)[number];

/** As manifest.yml declares them. */
export const workShortcuts = { ask: "ask_for_work", fromMessage: "ask_for_work_about" } as const;

/** `id`: of a request, or of a program that takes them; `what`: the step to which somebody objects. */
export function actButton(reader: Reader, act: WorkAct, id: string, { what = "", primary = false } = {}): Button {
  const { act: texts, withdrawText } = textsFor(workTexts, reader);
  const confirm = confirmation({
    title: texts.withdraw,
    text: withdrawText,
    confirm: texts.withdraw,
    deny: textsFor(trackTexts, reader).cancel,
  });
  const value = JSON.stringify({ act, id, what });
  return button(`${workIds.act}:${act}`, texts[act], {
    value,
    primary,
    ...(act === "withdraw" && { danger: true, confirm }),
  });
}
