/** What waits for a second person, where they find it: on Home, in their morning message, and the form behind both. */

import { enqueueUpdate } from "../../delivery/use-cases.ts";
import { actsToAnswer, actToAnswer, answerAct } from "../../people/two-person-acts/use-cases.ts";
import { type Person, readerAt } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { type HomeSection, withHeading } from "../../platform/slack/home.ts";
import { doneView, type Listening, onPress } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import type { Visitor } from "../../programs/visitor.ts";
import { beginErasure } from "../erasure/use-cases.ts";
import { actForm, actView, askedLine, DECIDE_ACT } from "./blocks.ts";
import { shownAct } from "./messages.ts";
import { actTexts } from "./texts.ts";

export function registerActListeners(listening: Listening<Person>, services: Services): void {
  const { db, clock } = services;
  onPress(listening, DECIDE_ACT, async ({ actor, value, open }) => {
    const act = await actToAnswer(db, actor, value, clock.now());
    await open(actView(readerAt(actor, clock.now()), await shownAct(db, act)));
  });

  actForm.listen(listening, async ({ actor, state: actId, filled }) => {
    const isAgreed = filled.answer === "agree";
    await answerAct(services, actor, { actId, isAgreed }, async (tx, act) => {
      if (isAgreed && act.kind === "erase") await beginErasure(tx, services, act);
      await enqueueUpdate(tx, services, { workspaceId: actor.workspace_id, keysFrom: `act-asked:${actId}:` });
    });
    const reader = readerAt(actor, clock.now());
    const { done } = textsFor(actTexts, reader);
    return { show: doneView(reader, isAgreed ? done.agreed : done.refused) };
  });
}

export function actsSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async ({ person, reader, now }) => {
    const acts = await actsToAnswer(db, person, now);
    const lines = [];
    for (const act of acts) lines.push([askedLine(reader, await shownAct(db, act))]);
    return withHeading(textsFor(actTexts, reader).title, lines);
  };
}
