/** The baseline of `submit.ts`: bare Bolt in a process of its own, and the transaction by hand. */
import { App, LogLevel, SocketModeReceiver, type ViewSubmitAction } from "@slack/bolt";
import { answerQuestions } from "./app-process.ts";
import { submitter } from "./by-hand.ts";

const { API_URL = "", DATABASE = "" } = process.env;
const receiver = new SocketModeReceiver({
  appToken: "xapp-1",
  logLevel: LogLevel.ERROR,
  installerOptions: { clientOptions: { slackApiUrl: API_URL } },
});
const app = new App({
  token: "xoxb-1",
  receiver,
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl: API_URL },
});
const submit = submitter(DATABASE);
app.view<ViewSubmitAction>({ callback_id: "check_in.form", type: "view_submission" }, async ({ ack, view, body }) => {
  submit(body.user.id, body.trigger_id ?? "", view.private_metadata, view.state.values);
  await ack();
});
await app.start();
answerQuestions(
  () => [],
  async () => {
    await app.stop();
  },
);
