/** An approved case is shared as a message, with somebody who may read it, by whoever leads the program. */
import { enqueue } from "../../delivery/use-cases.ts";
import { may } from "../../people/rules-rights.ts";
import type { Person } from "../../people/use-cases.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import type { Program } from "../../programs/use-cases.ts";
import { caseKeys } from "./delivery-keys.ts";
import { caseFailure } from "./failures.ts";
import { caseSharedKind } from "./messages-shared.ts";
import type { Version } from "./repository.ts";
import { caseNow, caseStandings, seatedIn } from "./use-cases.ts";

/** Throws CASE_NOT_YOURS, CASE_NOT_TO_SHARE, CASE_PROGRAM_CLOSED, CASE_NOT_APPROVED. */
export async function caseToShare(
  services: Services,
  db: Db | Tx,
  actor: Person,
  programId: string,
): Promise<{ program: Program; version: Version }> {
  const { program, versions, may: mayDo } = await caseNow(services, db, actor, programId);
  if (!mayDo("edit-case")) {
    const leading = await seatedIn(services, db, program, ["lead", "deputy"]);
    throw caseFailure("CASE_NOT_TO_SHARE", { who: leading.map(({ name }) => name) });
  }
  if (program.state === "closed") throw caseFailure("CASE_PROGRAM_CLOSED");
  const [version] = versions;
  if (!version) throw caseFailure("CASE_NOT_APPROVED");
  return { program, version };
}

/** Throws as `caseToShare`, CASE_WITH_ONESELF, CASE_READER and CASE_ON_ITS_WAY. */
export async function shareCase(
  services: Services,
  actor: Person,
  { programId, person }: { programId: string; person: Person },
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const { program, version } = await caseToShare(services, tx, actor, programId);
    const { id: personId, name } = person;
    if (personId === actor.id) throw caseFailure("CASE_WITH_ONESELF");
    if (!may(await caseStandings(services, tx, person, programId), "read-case"))
      throw caseFailure("CASE_READER", { name });
    const isFirst = await enqueue(tx, services, caseSharedKind, {
      workspaceId: actor.workspace_id,
      key: caseKeys.sharedWith(programId, personId),
      subject: { programId, personId, byId: actor.id },
      to: { personId },
      notBefore: services.clock.now(),
      mayRepeat: true,
    });
    if (!isFirst) throw caseFailure("CASE_ON_ITS_WAY", { name });
    await appendAudit(tx, services, {
      workspaceId: actor.workspace_id,
      actorId: actor.id,
      action: "case.shared",
      subject: { kind: "program", id: program.id },
      programId: program.id,
      after: { version: version.number },
    });
  });
}
