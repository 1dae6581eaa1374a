package main

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/channel/matrix"
)

// matrixCommand is huoshui admin matrix: the connections page, for scripts.
type matrixCommand struct {
	place
	Workspace  string   `name:"workspace" default:"main" placeholder:"NAME" help:"Workspace to connect; main is the first of your own."`
	Name       string   `name:"name" default:"Matrix" help:"What the connection is called."`
	Base       string   `name:"base-url" required:"" env:"HUOSHUI_BASE_URL" placeholder:"URL" help:"How the homeserver reaches this installation: https://host."`
	Homeserver string   `name:"homeserver" required:"" placeholder:"URL" help:"Its client API, such as https://matrix.example.org."`
	ServerName string   `name:"server-name" required:"" placeholder:"NAME" help:"The part of its ids behind the colon: example.org."`
	Localpart  string   `name:"localpart" default:"huoshui" help:"Name of our own user there."`
	ID         string   `name:"id" default:"huoshui" help:"Id of the registration."`
	InvitedBy  []string `name:"invited-by" placeholder:"WHO" help:"Users and servers whose invitations are followed; the homeserver's own unless given."`
	ASToken    string   `name:"as-token" env:"HUOSHUI_MATRIX_AS_TOKEN" placeholder:"TOKEN" help:"Token of a registration that is there already; better in the variable. Made where left out."`
	HSToken    string   `name:"hs-token" env:"HUOSHUI_MATRIX_HS_TOKEN" placeholder:"TOKEN" help:"The other token of it."`
}

// Run connects and prints the registration. A program that serves opens the
// connection by itself within seconds.
func (c *matrixCommand) Run(ctx context.Context, p *program) error {
	app, err := c.openUsed(ctx)
	if err != nil {
		return err
	}
	defer app.Close() //nolint:errcheck // everything is committed
	registration, err := app.ConnectMatrixIn(ctx, c.Workspace, c.Name, c.Base, matrix.Settings{ID: c.ID, Homeserver: c.Homeserver,
		ServerName: c.ServerName, Localpart: c.Localpart, InvitedBy: c.InvitedBy, ASToken: c.ASToken, HSToken: c.HSToken})
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(p.out, registration)
	return err
}
