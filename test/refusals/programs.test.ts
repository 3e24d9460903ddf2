/** Programs with their pages, approvals of whatever it is, and the erasure of people. */
import { approve, askApproval, refuse, withdrawApproval } from "../../src/approvals/approvals.ts";
import { saveSection } from "../../src/pages/writing-and-approving.ts";
import { beginErasure } from "../../src/privacy/erasure.ts";
import { clearText } from "../../src/privacy/erasure-review.ts";
import { createProgram } from "../../src/programs/creating.ts";
import { caseKind } from "../../src/sponsorship/case.ts";
import { refuses, type World } from "./world.ts";

const NOBODY = new Set<string>();

const CALYX = {
  key: "calyx",
  shortKey: "CAL",
  title: "Calyx",
  purpose: "",
  flagship: false,
  visibility: "members",
  channelId: null,
  seats: [],
} as const;

async function asked({ db, record, recorded, atlas, within, as, person }: World) {
  const subject = { workspaceId: record.workspaceId, kind: "report" };
  const ask = (id: string) =>
    within("tom", (ctx) =>
      askApproval(ctx, ctx.db, { subject: { ...subject, id }, programId: atlas.id, askedOf: recorded.dan.id }),
    );
  const sentBack = { approvalId: await ask("sent-back"), authors: NOBODY };
  await within("dan", (ctx) => refuse(ctx, { ...sentBack, reason: "Too long" }));
  const withdrawn = { approvalId: await ask("withdrawn"), authors: NOBODY };
  await within("tom", (ctx) => withdrawApproval(ctx.db, { ...subject, id: "withdrawn" }));

  await beginErasure(await as("tom"), { person: await person("gone"), reason: "By letter" });
  const { id: erasureId } = await db.selectFrom("erasure").select("id").executeTakeFirstOrThrow();
  return { sentBack, withdrawn, erasureId };
}

refuses(asked, {
  async APPROVAL_REFUSED({ within, sentBack }) {
    return within("dan", (ctx) => approve(ctx, sentBack));
  },

  async APPROVAL_WITHDRAWN({ within, withdrawn }) {
    return within("dan", (ctx) => approve(ctx, withdrawn));
  },

  async PROGRAM_EXISTS({ within }) {
    return within("tom", (ctx) => createProgram(ctx, { ...CALYX, key: "atlas" }));
  },

  async KEY_WRONG({ within }) {
    return within("tom", (ctx) => createProgram(ctx, { ...CALYX, shortKey: "REQ" }));
  },

  async PAGE_PROGRAM_CLOSED({ as, borea }) {
    const page = { kind: caseKind, programId: borea.id, section: caseKind.sections[0].key, revision: 0 };
    return saveSection(await as("tom"), { ...page, text: "Fewer returns", measures: [] });
  },

  async ERASED_ALREADY({ as, person }) {
    return beginErasure(await as("tom"), { person: await person("gone"), reason: "By letter" });
  },

  async NOTHING_TO_LOOK_AT({ as, erasureId }) {
    const place = { table: "item", key: [], column: "title" };
    return clearText(await as("tom"), { erasureId, place });
  },
});
