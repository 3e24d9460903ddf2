/** Somebody is asked to sponsor a program, and answers: a yes gives them the role and stands in the register. */
import { enqueue } from "../delivery/outbox.ts";
import { type Person, personById } from "../people/use-cases.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { changeSponsor } from "../programs/changes.ts";
import { listSeatsOn, type Program, programOf, refuseWhoCannotAnswer, seatDay } from "../programs/use-cases.ts";
import { enter } from "../register/items.ts";
import {
  candidateFor,
  choosingFor,
  end,
  note,
  runningRequest,
  showRequest,
  sponsorsOf,
  withdrawRunning,
} from "./choosing.ts";
import { choosingFailure } from "./choosing-failures.ts";
import { choosingKeys, sponsorAnswerKind, sponsorRequestKind } from "./choosing-messages.ts";
import { type Answer, isRunning } from "./choosing-rules.ts";
import { type Choice, findCandidate, findChoice, findRequest, type Request, updateRequest } from "./choosing-store.ts";
import { choosingTexts } from "./choosing-texts.ts";
import { noteYes } from "./people.ts";

/** Whoever was asked is asked no more. Throws as `choosingFor`, CHOICE_GONE. */
export async function withdrawRequest(services: Services, actor: Person, programId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const { choice } = await choosingFor(services, tx, actor, programId, "choose-sponsor");
    if (!choice) throw choosingFailure("CHOICE_GONE");
    await withdrawRunning(services, tx, choice);
    await note(services, tx, actor, programId, "sponsor.asked-no-more");
  });
}

/**
 * Puts it to a candidate, and returns their name. `replacesId`: the sponsor whose place they take; null: beside those there
 * are. Throws as `candidateFor`, CHOICE_OUTSIDE, CHOICE_LEFT, CHOICE_SPONSORS, CHOICE_ASKED, and as `refuseWhoCannotAnswer`.
 */
export async function askCandidate(
  services: Services,
  actor: Person,
  candidateId: string,
  replacesId: string | null,
): Promise<string> {
  return inTransaction(services.db, async (tx) => {
    const { candidate, choice, program } = await candidateFor(services, tx, actor, candidateId, "choose-sponsor");
    const { workspace_id: workspaceId } = actor;
    if (candidate.person_id === null) throw choosingFailure("CHOICE_OUTSIDE");
    const person = await personById(tx, workspaceId, candidate.person_id);
    const { name } = person;
    if (person.is_deactivated === 1) throw choosingFailure("CHOICE_LEFT", { name });
    refuseWhoCannotAnswer(person);
    const sponsors = await sponsorsOf(services, tx, program);
    if (sponsors.some(({ id }) => id === person.id)) throw choosingFailure("CHOICE_SPONSORS", { name });
    const running = await runningRequest(tx, choice);
    if (running) throw choosingFailure("CHOICE_ASKED", { name: running.name });
    await withdrawRunning(services, tx, choice);
    const now = services.clock.now();
    const request: Request = {
      workspace_id: workspaceId,
      id: services.ids.next(),
      choice_id: choice.id,
      candidate_id: candidate.id,
      person_id: person.id,
      replaces_id: sponsors.some(({ id }) => id === replacesId) ? replacesId : null,
      asked_by: actor.id,
      asked_at: now,
      answer: null,
      answered_at: null,
    };
    await tx.insertInto("sponsor_request").values(request).execute();
    const key = choosingKeys.request(request.id);
    await enqueue(tx, services, sponsorRequestKind, {
      workspaceId,
      key,
      subject: { requestId: request.id, programId: program.id, personId: person.id },
      to: { personId: person.id },
      notBefore: now,
    });
    await note(services, tx, actor, program.id, "sponsor.asked");
    return name;
  });
}

/**
 * What a candidate answers, once; a talk leaves it open. Throws CHOICE_NOT_ASKED, CHOICE_ANSWERED, CHOICE_NO_LONGER,
 * CHOICE_PROGRAM_CLOSED.
 */
export async function answerRequest(
  services: Services,
  actor: Person,
  requestId: string,
  answer: Answer,
): Promise<Program> {
  return inTransaction(services.db, async (tx) => {
    const request = await findRequest(tx, actor.workspace_id, requestId);
    if (!request || request.person_id !== actor.id) throw choosingFailure("CHOICE_NOT_ASKED");
    if (request.answer === "withdrawn") throw choosingFailure("CHOICE_NO_LONGER");
    if (!isRunning(request) || request.answer === answer)
      throw choosingFailure("CHOICE_ANSWERED", {
        answer: textsFor(choosingTexts, actor).answers[request.answer ?? answer],
      });
    const choice = await findChoice(tx, actor.workspace_id, request.choice_id);
    if (choice?.state !== "open") throw choosingFailure("CHOICE_NO_LONGER");
    const program = await programOf(tx, actor.workspace_id, choice.program_id);
    if (program.state === "closed") throw choosingFailure("CHOICE_PROGRAM_CLOSED");
    await updateRequest(tx, request, { answer, answered_at: services.clock.now() });
    if (answer === "yes") await give(services, tx, actor, { request, choice, program });
    await tellLeads(services, tx, { request, program, answer });
    await showRequest(services, tx, request);
    return program;
  });
}

/** The role, and the decision in the name of whoever asked: it says who, and nothing of how anybody was scored. */
async function give(
  services: Services,
  tx: Tx,
  sponsor: Person,
  { request, choice, program }: { request: Request; choice: Choice; program: Program },
): Promise<void> {
  const asker = await personById(tx, program.workspace_id, request.asked_by);
  const before = (await sponsorsOf(services, tx, program)).find(({ id }) => id === request.replaces_id);
  const decision = await enter(services, tx, asker, program, {
    type: "decision",
    title: textsFor(choosingTexts, asker).decided(sponsor.name, program.title, before?.name ?? null),
    details: { decidedBy: asker.id, decidedOn: localDateOf(services.clock.now(), asker.zone) },
    ownerId: asker.id,
    sourceKey: `sponsor-choice:${choice.id}`,
  });
  await changeSponsor(services, tx, program, { actor: asker, sponsor, replacesId: request.replaces_id });
  const candidate = await findCandidate(tx, program.workspace_id, request.candidate_id);
  if (candidate)
    await noteYes(services, tx, sponsor, {
      ...{ programId: program.id, itemId: candidate.item_id, askedBy: asker },
    });
  await end(services, tx, choice, { state: "chosen", chosen_id: sponsor.id, decision_id: decision.id });
}

/** Whoever asked, or where they lead no more, whoever does. */
async function tellLeads(
  services: Services,
  tx: Tx,
  { request, program, answer }: { request: Request; program: Program; answer: Answer },
): Promise<void> {
  const seats = await listSeatsOn(tx, program, seatDay(services.clock.now()));
  const leading = seats.flatMap(({ role, person_id: id }) => (role === "lead" || role === "deputy" ? [id] : []));
  const told = leading.includes(request.asked_by) ? [request.asked_by] : leading;
  for (const personId of new Set(told.filter((id) => id !== request.person_id)))
    await enqueue(tx, services, sponsorAnswerKind, {
      workspaceId: program.workspace_id,
      key: choosingKeys.answer(request.id, answer, personId),
      subject: {
        requestId: request.id,
        programId: program.id,
        candidateId: request.person_id,
        leadId: personId,
        answer,
      },
      to: { personId },
      notBefore: services.clock.now(),
    });
}
