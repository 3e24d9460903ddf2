/** The forms of what is done with a work request, a type of them or a track that takes words, a day or a choice. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { ActorContext } from "../../people/actors.ts";
import { type Person, readerOf } from "../../people/people.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { checkChannel } from "../../programs/channels.ts";
import { programOf } from "../../programs/programs.ts";
import { context, escapeMrkdwn, option, section } from "../../slack/blocks.ts";
import { date, menu, optionalChannel, text, ticks } from "../../slack/forms/field-kinds.ts";
import { type FilledForm, Form } from "../../slack/forms/form.ts";
import { ELEMENT_LIMITS } from "../../slack/limits.ts";
import type { Listening } from "../../slack/listening.ts";
import { objectTo } from "../consulted.ts";
import { viewOfPlan } from "../plan-form.ts";
import { raciOf } from "../raci.ts";
import { formOfReason, pressedState, required, saved, viewOfReason } from "../step-forms.ts";
import { saveAsTemplate } from "../templates.ts";
import { trackTexts } from "../texts.ts";
import type { WorkAct } from "./action-ids.ts";
import { capacityForm, capacityIn, listenToHowAnswered, viewOfCapacity } from "./capacity-form.ts";
import { commentOnWork, LONGEST_COMMENT } from "./comments.ts";
import type { Place } from "./place.ts";
import { listUnderWay, workFailure, workRequestFor } from "./request-queries.ts";
import { listOffered, listWorkRequestTypes, takeTypes } from "./request-types.ts";
import { declineWork, LONGEST_TITLE, proposeToJoin, refuseToJoin, splitWork } from "./requests.ts";
import { headOf } from "./state-in-words.ts";
import { workTexts } from "./texts.ts";
import { askForCapacity, holdWork } from "./work-queue.ts";
import { workView } from "./work-requests-screen.ts";

const lineField = () => text({ max: LONGEST_TITLE });

const takeForm = new Form({
  id: "work.take_form",
  state: pressedState,
  fields: z.object({ types: ticks(), channel: optionalChannel() }),
});

const sameForm = new Form({
  id: "work.same_form",
  state: pressedState,
  fields: z.object({ choice: menu() }),
  required,
});

const objectForm = new Form({
  id: "work.object_form",
  state: z.strictObject({ trackId: z.string(), key: z.string() }),
  fields: z.object({ line: lineField() }),
  required,
});

const declineForm = formOfReason("work.decline_form");
const notSameForm = formOfReason("work.not_same_form");

const commentForm = new Form({
  id: "work.comment_form",
  state: pressedState,
  fields: z.object({ words: text({ max: LONGEST_COMMENT, isLong: true }) }),
  required,
});

const splitForm = formOfLine("work.split_form");
const templateForm = formOfLine("work.template_form");

function formOfLine(id: string) {
  return new Form({ id, state: pressedState, fields: z.object({ line: lineField() }), required });
}

const holdForm = new Form({
  id: "work.hold_form",
  state: pressedState,
  fields: z.object({ line: lineField(), until: date() }),
  required,
});

type DoneAtOnce = "start" | "up" | "top" | "resume" | "withdraw" | "confirm" | "leave" | "join";

/** `id`: of a request, a program that takes them, or a track; `what`: the step to which somebody objects. */
export async function workFormFor(
  ctx: ActorContext,
  act: Exclude<WorkAct, DoneAtOnce | "validate" | "times">,
  { id, what }: { id: string; what: string },
): Promise<ModalView> {
  const { actor } = ctx;
  switch (act) {
    case "decline":
      return viewOfReason(actor, declineForm, id, { above: await headBlocks(ctx, id) });
    case "not-same":
      return viewOfReason(actor, notSameForm, id, {
        ...textsFor(workTexts, actor).form.notSame,
        above: await headBlocks(ctx, id),
      });

    case "split":
      return splitForm.view({ state: { id }, ...lineOf(actor, act) });
    case "template":
      return templateForm.view({ state: { id }, ...lineOf(actor, act), submit: textsFor(trackTexts, actor).save });
    case "object":
      return objectForm.view({ state: { trackId: id, key: what }, ...lineOf(actor, act) });
    case "hold":
      return viewOfHold(actor, id);
    case "capacity":
      return viewOfCapacity(actor, id);
    case "take":
      return viewOfTake(ctx, id);
    case "same":
      return viewOfSame(ctx, id);
    case "comment":
      return viewOfComment(ctx, id);
    case "plan":
      return viewOfPlan(ctx, id);
  }
}

/** Throws WORK_GONE. */
async function headBlocks(ctx: ActorContext, id: string): Promise<KnownBlock[]> {
  return [section(headOf((await workRequestFor(ctx, id)).workRequest))];
}

/** Of a form in which one line is asked. */
function lineOf(actor: Person, act: "split" | "template" | "object") {
  const { title, label } = textsFor(workTexts, actor).form.lines[act];
  return { title, submit: textsFor(trackTexts, actor).send, fields: { line: { label } } };
}

function viewOfHold(actor: Person, id: string): ModalView {
  const { lines, until } = textsFor(workTexts, actor).form;
  return holdForm.view({
    state: { id },
    title: lines.hold.title,
    submit: textsFor(trackTexts, actor).send,
    fields: { line: { label: lines.hold.label }, until: { label: until } },
  });
}

/** Throws WORK_GONE. */
async function viewOfComment(ctx: ActorContext, id: string): Promise<ModalView> {
  const { comment } = textsFor(workTexts, ctx.actor);
  return commentForm.view({
    state: { id },
    title: comment.title,
    submit: textsFor(trackTexts, ctx.actor).send,
    above: await headBlocks(ctx, id),
    fields: { words: { label: comment.label, hint: comment.hint } },
  });
}

/** With what is wrong in the roles of all types, since nobody may be there to do a step. */
async function viewOfTake(ctx: ActorContext, programId: string): Promise<ModalView> {
  const { db, actor } = ctx;
  const workspaceId = actor.workspace_id;
  const texts = textsFor(workTexts, actor).form;
  const all = (await listWorkRequestTypes(db, workspaceId)).slice(0, ELEMENT_LIMITS.checkboxes);
  const taken = await listOffered(db, workspaceId, { programId });
  const { problems } = await raciOf(ctx, readerOf(actor), await programOf(db, workspaceId, programId), all);

  return takeForm.view({
    state: { id: programId },
    title: texts.lines.take.title,
    submit: textsFor(trackTexts, actor).save,
    fields: {
      types: {
        label: texts.lines.take.label,
        hint: texts.typesHint,
        options: all.map(({ key, name }) => option(key, textsFor(name, actor))),
        initial: taken.map(({ template }) => template.key),
      },
      channel: { label: texts.channel },
    },
    below: problems.map((problem) => context(`⚠ ${escapeMrkdwn(problem.text)}`)),
  });
}

/** Throws WORK_ALONE where no other request is under way. */
async function viewOfSame(ctx: ActorContext, id: string): Promise<ModalView> {
  const { actor } = ctx;
  const { lines, sameHint } = textsFor(workTexts, actor).form;
  const { workRequest } = await workRequestFor(ctx, id);
  const { program } = workRequest;
  const others = (await listUnderWay(ctx.db, program)).filter((other) => other.id !== id);
  if (others.length === 0) throw workFailure("WORK_ALONE");

  const options = others.map((other) => option(other.id, `${program.short_key}-W-${other.number} ${other.title}`));
  return sameForm.view({
    state: { id },
    title: lines.same.title,
    submit: textsFor(trackTexts, actor).send,
    above: [section(headOf(workRequest))],
    fields: { choice: { label: lines.same.label, hint: sameHint, options } },
  });
}

/** What lies below is shown as it is then. */
export function listenToWorkForms(listening: Listening<Person>, services: Services): void {
  type Sent = Pick<FilledForm<Person, z.infer<typeof pressedState>, unknown>, "actor" | "client" | "belowId" | "state">;
  const savedIn = async (sent: Sent, place: Partial<Place>, field: string, act: () => Promise<unknown>) => {
    const { actor, client, belowId } = sent;
    const result = await saved(actor, field, act);
    if ("close" in result && belowId !== null)
      await client.views.update({ view_id: belowId, view: await workView(services, actor, place) });
    return result;
  };
  const savedRequest = (sent: Sent, field: string, act: (ctx: ActorContext, id: string) => Promise<unknown>) =>
    savedIn(sent, { workRequestId: sent.state.id }, field, () =>
      act({ ...services, actor: sent.actor }, sent.state.id),
    );

  declineForm.listen(listening, async ({ filled, ...sent }) =>
    savedRequest(sent, "words", (ctx, id) => declineWork(ctx, { id, reason: filled.words })),
  );
  commentForm.listen(listening, async ({ filled, ...sent }) =>
    savedRequest(sent, "words", (ctx, id) => commentOnWork(ctx, { id, words: filled.words })),
  );
  notSameForm.listen(listening, async ({ filled, ...sent }) =>
    savedRequest(sent, "words", (ctx, id) => refuseToJoin(ctx, { id, words: filled.words })),
  );
  splitForm.listen(listening, async ({ filled, ...sent }) =>
    savedRequest(sent, "line", (ctx, id) => splitWork(ctx, { id, title: filled.line })),
  );
  holdForm.listen(listening, async ({ filled: { line, until }, ...sent }) =>
    savedRequest(sent, "until", (ctx, id) => holdWork(ctx, { id, until, because: line })),
  );
  capacityForm.listenToShown(listening, async ({ filled, ...sent }) => {
    const read = capacityIn(sent.actor, filled);
    if ("errors" in read) return read;
    return savedRequest(sent, "until", (ctx, id) => askForCapacity(ctx, { id, ...read }));
  });
  listenToHowAnswered(listening);
  sameForm.listen(listening, async ({ filled, ...sent }) =>
    savedRequest(sent, "choice", (ctx, id) => proposeToJoin(ctx, { id, intoId: filled.choice })),
  );
  takeForm.listen(listening, async ({ filled, ...sent }) =>
    savedIn(sent, { programId: sent.state.id }, "channel", async () => {
      const channelId = filled.channel ? await checkChannel(sent.client, filled.channel) : null;
      const ctx = { ...services, actor: sent.actor };
      await takeTypes(ctx, { programId: sent.state.id, keys: filled.types, channelId });
    }),
  );

  objectForm.listen(listening, async ({ actor, state, filled }) =>
    saved(actor, "line", () => objectTo({ ...services, actor }, { ...state, words: filled.line })),
  );

  templateForm.listen(listening, async ({ actor, state: { id: trackId }, filled }) =>
    saved(actor, "line", () => saveAsTemplate({ ...services, actor }, { trackId, name: filled.line.trim() })),
  );
}
