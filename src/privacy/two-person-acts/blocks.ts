import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { radioOf } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { isOwnCopy } from "../../people/two-person-acts/rules.ts";
import type { TwoPersonAct } from "../../people/two-person-acts/use-cases.ts";
import { button, option, plainSection, section } from "../../platform/slack/blocks.ts";
import { longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { actTexts } from "./texts.ts";

/** An act with the names of those in it. */
export interface ShownAct {
  act: TwoPersonAct;
  by: string | null;
  /** Whom it is about, or the key of a program; null: everything, or somebody who is erased. */
  about: string | null;
  /** Of whom it is about; empty where that is nobody. */
  handle: string;
  answeredBy: string;
}

export const DECIDE_ACT = "two_person_act.decide";

export const actForm = new Form({
  id: "two_person_act.form",
  state: z.string(),
  fields: z.object({ answer: radioOf(["agree", "refuse"]) }),
  required: (reader) => textsFor(actTexts, reader).form.answer,
});

function whatOf(reader: Reader, { act, about }: ShownAct): string {
  const texts = textsFor(actTexts, reader);
  return texts.what[act.kind](about);
}

/** Who asks, what, why and until when; plain text. */
function askedIn(reader: Reader, shown: ShownAct): string {
  const texts = textsFor(actTexts, reader);
  const until = longDate(reader, localDateOf(shown.act.ends_at, reader.zone));
  const { asked_by: by, kind, subject, reason } = shown.act;
  if (kind === "erase" && by === subject) return `${texts.asksForOwn(shown.by ?? "")} ${texts.until(until)}`;
  return [texts.asks(shown.by, whatOf(reader, shown)), texts.why(reason), texts.until(until)].join(" ");
}

export function askedLine(reader: Reader, shown: ShownAct) {
  const { decide } = textsFor(actTexts, reader);
  return plainSection(askedIn(reader, shown), button(DECIDE_ACT, decide, { value: shown.act.id }));
}

/** What has become of it: `told` to whoever asked, `since` where it was put to somebody. */
export function toldOf(reader: Reader, shown: ShownAct, to: "told" | "since"): string {
  const told = textsFor(actTexts, reader)[to];
  if (isOwnCopy(shown.act)) {
    const { ownCopy } = textsFor(actTexts, reader);
    const until = longDate(reader, localDateOf(shown.act.ends_at, reader.zone));
    return shown.act.state === "agreed" ? ownCopy.asked(shown.about ?? "", shown.handle, until) : ownCopy.notMade;
  }
  const what = whatOf(reader, shown);
  if (shown.act.state === "refused") return told.refused(what, shown.answeredBy);
  return shown.act.state === "lapsed" ? told.lapsed(what) : told.agreed(what, shown.answeredBy);
}

export function actView(reader: Reader, shown: ShownAct): ModalView {
  const { form, follows } = textsFor(actTexts, reader);
  const above: KnownBlock[] = [
    plainSection(askedIn(reader, shown)),
    section(shown.act.kind === "erase" ? follows.erase : follows.export(shown.act.kind !== "export-digests")),
  ];
  return actForm.view({
    state: shown.act.id,
    title: form.title,
    submit: form.submit,
    close: form.close,
    above,
    fields: { answer: { label: form.answer, options: [option("agree", form.agree), option("refuse", form.refuse)] } },
  });
}
