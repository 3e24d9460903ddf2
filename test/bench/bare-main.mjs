/** Bare Bolt in Socket Mode, as small as it gets: the baseline of `startup.ts`. */
import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";

const slackApiUrl = process.env.SLACK_API_URL ?? "";
const receiver = new SocketModeReceiver({
  appToken: "xapp-1",
  logLevel: LogLevel.ERROR,
  installerOptions: { clientOptions: { slackApiUrl } },
});
const app = new App({ token: "xoxb-1", receiver, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl } });
app.view("check_in.form", ({ ack }) => ack());
await app.start();
process.stderr.write("It is running\n");
process.once("SIGTERM", () => process.exit(0));
