import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { AuditAction } from "../../platform/audit.ts";
import type { Instant } from "../../platform/clock.ts";
import { dateAndTime, list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { actions, button, context, section, shorten, words } from "../../slack/blocks.ts";
import { modal } from "../../slack/modal.ts";
import { auditTexts } from "./texts.ts";

export const auditIds = { earlier: "audit.earlier", later: "audit.later" } as const;

/** Where each page begins that was turned so far: the id of the entry before it; the first page begins at the top. */
export const auditState = z.strictObject({ starts: z.array(z.string()) });
export type AuditState = z.infer<typeof auditState>;

export interface ShownAct {
  at: Instant;
  /** Null when Drumbeat did it by itself. */
  who: string | null;
  action: AuditAction;
  /** The program and what else it was done to, as written. */
  target: string;
  /** Which of its fields, where it was a change: keys as recorded. */
  fields: string[];
}

export function auditView(
  reader: Reader,
  acts: readonly ShownAct[],
  { state, isAll, next }: { state: AuditState; isAll: boolean; next: string | null },
): ModalView {
  const texts = textsFor(auditTexts, reader);
  const fieldNames = new Map<string, string>(Object.entries(texts.fields));
  const changed = (act: ShownAct) =>
    list(
      reader,
      act.fields.flatMap((field) => fieldNames.get(field) ?? []),
    );
  const turns = [
    ...(state.starts.length > 0 ? [button(auditIds.later, texts.later)] : []),
    ...(next === null ? [] : [button(auditIds.earlier, texts.earlier, { value: next })]),
  ];
  const blocks: KnownBlock[] = [
    context(isAll ? texts.scopeAll : texts.scopeMine),
    ...(acts.length === 0 ? [section(texts.none)] : []),
    ...acts.map((act) =>
      words([
        { text: `${dateAndTime(reader, act.at)} · ` },
        { text: act.who ?? texts.byItself, bold: true },
        { text: ` ${texts.actions[act.action]}` },
        { text: act.target === "" ? "" : ` · ${shorten(act.target, 300)}` },
        { text: act.fields.length === 0 ? "" : ` (${changed(act)})`, italic: true },
      ]),
    ),
    ...(turns.length > 0 ? [actions("audit.turn", ...turns)] : []),
  ];
  return modal({
    private_metadata: JSON.stringify(state),
    title: texts.title,
    close: texts.close,
    blocks,
  });
}
