/** In which whoever leaves proposes who takes each open item of theirs. */
import { z } from "zod";
import { type Person, readerOf } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { list, textsFor } from "../platform/texts/language.ts";
import { redacted } from "../register/rules.ts";
import { titleLine } from "../register/words.ts";
import { context, escapeMrkdwn, section, shorten } from "../slack/blocks.ts";
import { type Content, optionalPerson } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { type Listening, onPress } from "../slack/listening.ts";
import { answerAsHeir, heirOf, listLeft, proposeHeirs } from "./leaving.ts";
import { rolesHeldBy } from "./roles.ts";
import { stepIds } from "./step-ids.ts";
import { stepToRead } from "./steps.ts";
import { trackTexts } from "./texts.ts";
import { stepTexts } from "./texts-steps.ts";

/** In one form; the others come once these have gone. */
const MOST_AT_ONCE = 20;
const LONGEST_LABEL = 150;

const heirsForm = new Form({
  id: "step.heirs_form",
  state: z.strictObject({ itemId: z.string(), itemIds: z.array(z.string()) }),
  fields: z.object(Object.fromEntries(Array.from({ length: MOST_AT_ONCE }, (_, at) => [String(at), optionalPerson()]))),
});

export function listenToLeaving(listening: Listening<Person>, services: Services): void {
  onPress(listening, stepIds.heirs, async ({ actor, value: itemId, open }) => {
    const reader = readerOf(actor);
    const texts = textsFor(stepTexts, reader).leaving;
    const { track } = (await stepToRead({ ...services, actor }, itemId)).step;
    const left = (await listLeft(services.db, track)).slice(0, MOST_AT_ONCE);
    const fields: Record<string, Content> = {};
    for (const [at, each] of left.entries()) {
      const initial = (await heirOf(services, track, each))?.slack_user_id;
      fields[String(at)] = { label: shorten(titleLine(redacted(each.item)), LONGEST_LABEL), initial };
    }
    const roles = await rolesHeldBy(services.db, { ...track, id: track.program_id }, track.about_id ?? "");
    const names = roles.map(({ description }) => textsFor(description.name, reader));
    await open(
      heirsForm.view({
        ...{ state: { itemId, itemIds: left.map(({ item }) => item.id) }, title: texts.title, submit: texts.submit },
        ...{
          close: textsFor(trackTexts, reader).cancel,
          fields,
          above: left.length === 0 ? [section(texts.nothing)] : [],
        },
        below: names.length === 0 ? [] : [context(escapeMrkdwn(texts.rolesEnd(list(reader, names))))],
      }),
    );
  });
  heirsForm.listenToShown(listening, async ({ actor, state: { itemId, itemIds }, filled, client }) => {
    const heirs = new Map<string, Person>();
    for (const [at, id] of itemIds.entries()) {
      const slackId = filled[String(at)];
      if (slackId) heirs.set(id, await listening.actorOf(slackId, client));
    }
    await proposeHeirs({ ...services, actor }, { itemId, heirs });
    return { close: true };
  });
  onPress(listening, stepIds.take, async ({ actor, value: trackId }) =>
    answerAsHeir({ ...services, actor }, { trackId, reason: null }),
  );
}
