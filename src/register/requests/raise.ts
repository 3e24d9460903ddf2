/** A request gets its details, or is withdrawn. */
import type { Person } from "../../people/use-cases.ts";
import { storableText } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import type { LocalDate } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import type { Details } from "../details.ts";
import { codeOf } from "../rules.ts";
import type { AskOption } from "../types/ask.ts";
import { editItem, itemToAct, moveItem } from "../use-cases.ts";
import { shownTo, toSpeakFor } from "./acting.ts";
import { refuseAsDecider } from "./asking.ts";
import { requestFailure } from "./failures.ts";
import { deleteTerm } from "./repository.ts";
import { asRequest, type Request, withoutWaits } from "./request.ts";

export interface RequestForm {
  title: string;
  kind: Details["ask"]["kind"];
  decider: Person;
  options: readonly AskOption[];
  recommended: number | null;
  why: string;
  neededBy: LocalDate;
  costOfWaiting: string;
  evidence: string;
}

/** By whoever speaks for it. Throws as `toSpeakFor` and `refuseAsDecider`, and ASK_IN_VOTE. */
export async function changeRequest(
  services: Services,
  actor: Person,
  itemId: string,
  form: RequestForm,
): Promise<Request> {
  return inTransaction(services.db, async (tx) => {
    const { item } = await toSpeakFor(services, tx, actor, itemId);
    if (item.details.waiting?.because === "vote") throw requestFailure("ASK_IN_VOTE", { code: codeOf(item) });
    const { decider } = form;
    if (decider.id !== item.owner_id) refuseAsDecider(decider, { askerId: item.raised_by, deciderId: null });
    const { options: _, recommended: __, why: ___, costOfWaiting: ____, evidence: _____, ...kept } = item.details;
    const changed = await editItem(services, tx, actor, await itemToAct(services, tx, actor, itemId), {
      title: form.title,
      ownerId: decider.id,
      dueOn: form.neededBy,
      typed: {
        type: "ask",
        details: {
          ...kept,
          kind: form.kind,
          ...(form.options.length > 0 && { options: form.options.map((option) => ({ ...option })) }),
          ...(form.recommended !== null && { recommended: form.recommended }),
          ...(form.costOfWaiting && { costOfWaiting: storableText(form.costOfWaiting) }),
          ...(form.why && { why: storableText(form.why) }),
          ...(form.evidence && { evidence: storableText(form.evidence) }),
        },
      },
    });
    return shownTo(services, tx, actor, asRequest(changed));
  });
}

/** By whoever speaks for it. Throws as `toSpeakFor`. */
export async function withdraw(services: Services, actor: Person, itemId: string): Promise<Request> {
  return inTransaction(services.db, async (tx) => {
    const { item } = await toSpeakFor(services, tx, actor, itemId);
    await deleteTerm(tx, { workspace_id: item.workspace_id, item_id: item.id, kind: "vote" });
    const withdrawn = await moveItem(services, tx, actor, item, {
      to: "withdrawn",
      event: "withdrawn",
      changes: { details: withoutWaits(item.details) },
    });
    return shownTo(services, tx, actor, asRequest(withdrawn));
  });
}
