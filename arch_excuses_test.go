package huoshui_test

// excuses are the places where a rule does not hold, each with its reason. The
// key is the rule, the folder and the function, or the package-level name, that
// the code stands in. An excuse that nothing needs any more is a failure too.
var excuses = map[string]string{
	"workspace: internal/base/auth.firstOwner":   "the command line asks for the installation's first owner, whichever workspace they own",
	"workspace: internal/base/auth.makeLink":     "forgets links that expired, of every workspace alike",
	"workspace: internal/base/auth.takeLink":     "the secret token is the key; which workspace it opens is what is asked",
	"workspace: internal/base/auth.dropLinksFor": "links that sign a user in belong to the user and carry no workspace",
	"workspace: internal/base/auth.OwnWorkspace": "finds the workspace a user owns, or makes it",
	"workspace: internal/base/auth.ownsAny":      "asks whether a user owns any workspace at all, before one is made",

	"workspace: internal/base/inbox.catchUp":       "a box takes in the events of all workspaces, and knows their latest keys by heart",
	"workspace: internal/base/inbox.seal":          "a run holds keys of all workspaces, and is whole or not as one",
	"workspace: internal/base/inbox.dropOldRun":    "keys are forgotten by eras, those of all workspaces alike",
	"workspace: internal/base/inbox.moveOn":        "keys of all workspaces move on together; a row is named by its number",
	"workspace: internal/base/inbox.settleFresh":   "what a backup brought moves on, of all workspaces, as it was noted",
	"workspace: internal/base/inbox.Take":          "whoever holds a lane routes what waits in it, of every workspace; each event carries its own",
	"workspace: internal/base/inbox.Done":          "removes events by the lane and id they were taken under, of every workspace",
	"workspace: internal/base/inbox.Failed":        "counts an attempt on an event by the lane and id it was taken under",
	"workspace: internal/base/inbox.CountBacklog":  "the doctor and the metrics tell how the whole installation is, without a workspace's name",
	"workspace: internal/feature/insight.CountDue": "the doctor tells how the whole installation is, without a workspace's name",
	"workspace: internal/base/inbox.empty":         "forgets contents that are a week old, of every workspace alike",

	"workspace: internal/feature/connection.Find": "the token's hash is the key; which workspace it belongs to is what is asked",
	"workspace: internal/feature/task.findFeed":   "the hash of the calendar's address is the key; whose it is, and of which workspace, is what is asked",
	"workspace: internal/feature/playbook.feedBy": "the hash of the calendar's address is the key; whose it is, and of which workspace, is what is asked",

	"workspace: internal/feature/manual.waits":         "whoever hands on what people wrote down looks behind whose connections something waits, of every workspace",
	"workspace: internal/feature/connection.OpenDoors": "a process that serves opens the connections of every workspace; each carries its own",

	"workspace: internal/feature/chat.takenLines": "which numbers of lines are taken is asked of all workspaces: the search index of SQLite has one row of numbers",
	"workspace: internal/feature/chat.dropTold":   "takes facts off the index's list by their ids, of every workspace",
	"workspace: internal/feature/chat.Waiting":    "tells how the whole installation is, without a workspace's name",
	"workspace: internal/feature/chat.nextMonth":  "whoever reads for the index takes the month that comes next, of every workspace; it carries its own",

	"workspace: internal/base/herald.take":   "whoever speaks to a hearer tells it what waits, of every workspace; each fact carries its own",
	"workspace: internal/base/herald.done":   "takes facts off a hearer's list by their ids, of every workspace",
	"workspace: internal/base/herald.later":  "lets a fact wait by the id it was taken under",
	"workspace: internal/base/job.rested":    "lets jobs wait again that have rested, of every workspace alike",
	"workspace: internal/base/job.anyRested": "asks whether any job has rested, of whichever workspace",
	"workspace: internal/base/outbox.lapsed": "whoever holds a lane looks after what was left over in it, of every workspace",
}
