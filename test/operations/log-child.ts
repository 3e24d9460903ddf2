/** Logs errors that carry what people wrote, in the places where PostgreSQL's driver and Slack's SDK put it. */
import { createLog } from "../../src/platform/log.ts";

const log = createLog("info");
const outer = Object.assign(new Error("outer", { cause: new Error("inner") }), {
  code: "23505",
  detail: "Key (text)=(quetzal) already exists.",
  where: "quetzal",
});
log.error({ err: outer }, "a statement failed");
const slack = Object.assign(new Error("An API error occurred"), {
  data: { ok: false, error: "invalid_blocks", response_metadata: { messages: ["quetzal"] } },
});
log.error({ err: slack }, "Slack refused");
log.error({ err: new AggregateError([new Error("first"), new Error("second")], "both") }, "a turn failed");
