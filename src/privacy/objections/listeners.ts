import { editionTexts } from "../../digests/editions/texts.ts";
import { homeTexts } from "../../digests/home/texts.ts";
import { type Person, readerAt } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening, onPress } from "../../platform/slack/listening.ts";
import { list, longDate, textsFor } from "../../platform/texts/language.ts";
import { answerForm, answerView, objectionForm, objectionIds, objectionView } from "./blocks.ts";
import type { ObjectionKind } from "./table.ts";
import { objectionTexts } from "./texts.ts";
import { answeredHow, answerObjection, object, objectionAbout, objectionToAnswer } from "./use-cases.ts";

/** Throws OBJECTION_ABOUT_GONE. */
export async function objectionFormFor(
  services: Services,
  actor: Person,
  { kind, about }: { kind: ObjectionKind; about: string },
) {
  const [what, how] = [await objectionAbout(services, actor, about), await answeredHow(services, actor)];
  return objectionView(readerAt(actor, services.clock.now()), { ...what, ...how, kind });
}

export function registerObjectionListeners(listening: Listening<Person>, services: Services): void {
  objectionForm.listen(listening, async ({ actor, state: { about }, filled: { kind, words } }) => {
    const reader = readerAt(actor, services.clock.now());
    await object(services, actor, { about, kind, words });
    const { names, by } = await answeredHow(services, actor);
    return {
      show: doneView(reader, textsFor(objectionTexts, reader).form.done(list(reader, names), longDate(reader, by))),
    };
  });

  onPress(listening, objectionIds.answer, async (press) => {
    const told = await objectionToAnswer(services, press.actor, press.value);
    await press.open(answerView(readerAt(press.actor, services.clock.now()), told));
  });

  answerForm.listen(listening, async ({ actor, state: { objectionId: id }, filled: { answer, words } }) => {
    const reader = readerAt(actor, services.clock.now());
    const texts = textsFor(objectionTexts, reader).answer;
    const { name, digest } = await answerObjection(services, actor, { id, answer, words });
    const told = digest && textsFor(homeTexts, reader).digest(reader, digest);
    const next = told === null ? texts.remove : texts.correct(told, textsFor(editionTexts, reader).button);
    return { show: doneView(reader, [texts.done(name), ...(answer === "accepted" ? [next] : [])].join("\n")) };
  });
}
