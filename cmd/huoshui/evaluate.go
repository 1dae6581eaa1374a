package main

import (
	"context"

	"github.com/huoshui/huoshui/internal/house"
)

// insightCommand is huoshui insight.
type insightCommand struct {
	Fit fitCommand `cmd:"" help:"Fit the risk model on folders of chat history, one community a folder."`
}

type fitCommand struct {
	Data     string   `arg:"" help:"Folder that holds one folder for each community."`
	LeaveOut []string `name:"leave-out" placeholder:"FOLDER" help:"Communities to leave out."`
	Out      string   `name:"out" required:"" placeholder:"FILE" help:"Where to write the model."`
}

// Run fits and writes the model.
func (c *fitCommand) Run(ctx context.Context) error {
	return house.FitRisk(ctx, c.Data, c.LeaveOut, c.Out)
}

// evaluateCommand is huoshui evaluate.
type evaluateCommand struct {
	Dying     dyingCommand     `cmd:"" help:"Which groups fall silent within 60 days."`
	Early     earlyCommand     `cmd:"" help:"Which young groups live, from their first days."`
	Replies   repliesCommand   `cmd:"" help:"Who answers whom, against gold links."`
	Questions questionsCommand `cmd:"" help:"Which turns ask something, against labels."`
}

type dyingCommand struct {
	Path  string `arg:"" help:"Folder of one community."`
	Model string `name:"model" placeholder:"FILE" help:"Model to measure; the shipped one by default."`
	JSON  bool   `name:"json" help:"One line for each question, then the summary."`
}

// Run asks the questions of the dying protocol.
func (c *dyingCommand) Run(ctx context.Context, p *program) error {
	return house.EvaluateRisk(ctx, c.Path, c.Model, 0, c.JSON, p.out)
}

type earlyCommand struct {
	Path  string `arg:"" help:"Folder of one community."`
	Days  int    `name:"days" default:"7" enum:"1,3,7,14,30" help:"How many first days the model may see."`
	Model string `name:"model" placeholder:"FILE" help:"Model to measure; the shipped one by default."`
	JSON  bool   `name:"json" help:"One line for each group, then the summary."`
}

// Run asks the questions of the early protocol.
func (c *earlyCommand) Run(ctx context.Context, p *program) error {
	return house.EvaluateRisk(ctx, c.Path, c.Model, c.Days, c.JSON, p.out)
}

type repliesCommand struct {
	Path string `arg:"" help:"Folder (or .tar.gz) with gold links."`
	Part string `name:"part" default:"dev" help:"Part of it to measure."`
	JSON bool   `name:"json" help:"The same; the summary is always JSON."`
}

// Run measures reply inference.
func (c *repliesCommand) Run(p *program) error { return house.EvaluateReplies(c.Path, c.Part, p.out) }

type questionsCommand struct {
	File string `arg:"" help:"Labelled turns: q or n, a tab, the turn."`
	JSON bool   `name:"json" help:"The same; the summary is always JSON."`
}

// Run measures the question rules.
func (c *questionsCommand) Run(p *program) error { return house.EvaluateQuestions(c.File, p.out) }
