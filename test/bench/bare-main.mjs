/** Bare Bolt in Socket Mode, as small as it gets: the baseline of `startup.ts`; with a DATABASE, that of `submit.ts`. */
import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";

const { SLACK_API_URL: slackApiUrl = "", DATABASE: database } = process.env;
const receiver = new SocketModeReceiver({
  appToken: "xapp-1",
  logLevel: LogLevel.ERROR,
  installerOptions: { clientOptions: { slackApiUrl } },
});
const app = new App({ token: "xoxb-1", receiver, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl } });
const store = database === undefined ? () => undefined : await storeIn(database);
app.view("check_in.form", async ({ ack, view }) => {
  store(JSON.stringify(view.state));
  await ack();
});
await app.start();
process.stderr.write("It is running\n");
process.once("SIGTERM", () => process.exit(0));
process.once("disconnect", () => process.exit(0));
process.send?.({ ready: true });

/**
 * One row and one durable commit for each submission.
 *
 * @param {string} file
 * @returns {Promise<(state: string) => void>}
 */
async function storeIn(file) {
  const { default: Database } = await import("better-sqlite3");
  const db = new Database(file);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.exec("create table answer (id integer primary key, state text not null) strict");
  const insert = db.prepare("insert into answer (state) values (?)");
  return (state) => void insert.run(state);
}
