/** Forms and buttons of an earlier version that somebody may still have before them: what was typed stays. */
import { plainSection } from "../../platform/slack/blocks.ts";
import { type Listening, onPress, onSubmit } from "../../platform/slack/listening.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";

/** `field`: a field that it had, at which it is said where to go on. */
export function retiredForm<Actor extends Pick<Reader, "locale">>(
  listening: Listening<Actor>,
  id: string,
  field: string,
): void {
  onSubmit(listening, id, async ({ actor }) => ({ errors: { [field]: textsFor({ en, fr }, actor).changed } }));
}

export function retiredButton<Actor extends Pick<Reader, "locale">>(listening: Listening<Actor>, id: string): void {
  onPress(listening, id, ({ actor, reply }) => {
    const text = textsFor({ en, fr }, actor).changed;
    return reply({ text, blocks: [plainSection(text)] });
  });
}

const en = { changed: "This form has changed since you opened it. Close it, and open it again." };
const fr: typeof en = { changed: "Ce formulaire a changé depuis que vous l’avez ouvert. Fermez-le, puis rouvrez-le." };
