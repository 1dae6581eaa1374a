package huoshui_test

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
)

// floors of the house, from the ground up. Tests of the whole and the
// measuring programs stand on the roof, beside the commands.
var floors = []string{"internal/base", "internal/channel", "internal/web", "internal/feature", "internal/house"}

const (
	featureFloor = "internal/feature"
	channelFloor = "internal/channel"
	kindsOf      = "internal/feature/campaign" // the feature whose rooms are features of their own
	readers      = "internal/channel/export"   // the parent of every file reader
	readersKnown = readers + "/known"          // the one place that names them all
)

// floorOf returns the floor dir stands on, -1 where the house has none.
func floorOf(dir string) int {
	for i, f := range floors {
		if within(dir, f) {
			return i
		}
	}
	if within(dir, "cmd") || within(dir, "test") || within(dir, "bench") || dir == "." {
		return len(floors)
	}
	return -1
}

// featureOf returns the folder of the feature that dir belongs to, "" outside
// the features. A kind of campaign is a feature of its own.
func featureOf(dir string) string {
	rest, ok := strings.CutPrefix(dir, featureFloor+"/")
	if !ok {
		return ""
	}
	parts := strings.Split(rest, "/")
	if featureFloor+"/"+parts[0] == kindsOf && len(parts) > 1 {
		return kindsOf + "/" + parts[1]
	}
	return featureFloor + "/" + parts[0]
}

// importsPointDown: cmd → house → feature → web → channel → base.
func importsPointDown(t *tree) []finding {
	var out []finding
	for _, s := range t.files {
		from := floorOf(s.dir)
		if from < 0 {
			out = append(out, t.at(s, s.ast.Name, "%s is on no floor of the house; put it under cmd, test, bench or one of %s", s.dir, strings.Join(floors, ", ")))
			continue
		}
		for _, imp := range s.imports {
			if imp.dir == "" {
				continue
			}
			switch to := floorOf(imp.dir); {
			case to == len(floors) && !within(imp.dir, s.dir) && !within(s.dir, path.Dir(imp.dir)):
				out = append(out, finding{s.path, imp.line, "imports " + imp.dir + ", which is a program; move what is needed to a floor below"})
			case to > from:
				out = append(out, finding{s.path, imp.line, "imports " + imp.dir + ", which is a floor above; declare what you need in an interface, and let internal/house supply it"})
			}
		}
	}
	return out
}

// featuresStayApart: a feature imports its own rooms, a kind its parent, and
// nobody but the house names two features.
func featuresStayApart(t *tree) []finding {
	var out []finding
	named := map[string][]string{} // by importing folder
	for _, s := range t.files {
		own := featureOf(s.dir)
		for _, imp := range s.imports {
			to := featureOf(imp.dir)
			if to == "" || to == own {
				continue
			}
			switch {
			case own == "":
				if s.test || within(s.dir, "internal/house") || slices.Contains(named[s.dir], to) {
					continue
				}
				named[s.dir] = append(named[s.dir], to)
				if len(named[s.dir]) > 1 {
					out = append(out, finding{s.path, imp.line, "names a second feature, " + to + " beside " + named[s.dir][0] + "; only internal/house may join features"})
				}
			case to == path.Dir(own) && imp.dir == to: // a kind and its parent
			default:
				out = append(out, finding{s.path, imp.line, "imports a neighbour, " + imp.dir + "; declare what you need in needs.go, hear it as a fact, or name it by an id"})
			}
		}
	}
	return out
}

// roomsStayApart: adapters and file readers do not know each other; only
// export/known names several readers.
func roomsStayApart(t *tree) []finding {
	var out []finding
	named := map[string][]string{}
	for _, s := range t.files {
		for _, imp := range s.imports {
			if !within(imp.dir, channelFloor) || isTestSupport(imp.dir) || within(s.dir, readersKnown) || slices.Contains(readerTools, imp.dir) {
				continue
			}
			if within(s.dir, channelFloor) && !within(imp.dir, s.dir) && !within(s.dir, imp.dir) {
				out = append(out, finding{s.path, imp.line, "a door imports another door, " + imp.dir + "; what both need belongs to " + path.Dir(s.dir)})
				continue
			}
			isReader := within(imp.dir, readers) && imp.dir != readers && imp.dir != readersKnown
			if s.test || within(s.dir, readers+"/"+path.Base(imp.dir)) || !isReader || slices.Contains(named[s.dir], imp.dir) {
				continue
			}
			named[s.dir] = append(named[s.dir], imp.dir)
			if len(named[s.dir]) > 1 {
				out = append(out, finding{s.path, imp.line, "names a second reader, " + imp.dir + "; only " + readersKnown + " may know several formats, ask it for them"})
			}
		}
	}
	return out
}

// readerTools are no formats but what several readers read with: walk steps
// through large JSON, notice reads the system lines that Tencent's programs write.
var readerTools = []string{readers + "/walk", readers + "/notice"}

// networkModules and networkHosts belong to one chat network each. A new
// adapter's module and hosts are added here.
var (
	networkModules = []string{
		"github.com/go-telegram/", "github.com/go-telegram-bot-api/", "gopkg.in/telebot", "maunium.net/go/mautrix",
		"github.com/matrix-org/", "github.com/slack-go/", "github.com/bwmarrin/discordgo", "github.com/disgoorg/",
		"github.com/silenceper/wechat", "github.com/xen0n/go-workwx", "github.com/line/line-bot-sdk-go", "github.com/larksuite/",
		"github.com/open-dingtalk/", "github.com/tencent-connect/", "go.mau.fi/whatsmeow",
	}
	networkHosts = []string{
		"qyapi.weixin.qq.com", "api.weixin.qq.com", "api.telegram.org", "slack.com/api", "discord.com/api", "graph.facebook.com",
		"api.line.me", "open.feishu.cn", "oapi.dingtalk.com", "/_matrix/client",
	}
)

// networksStayAtTheDoor: only internal/channel knows how a network is spoken to.
func networksStayAtTheDoor(t *tree) []finding {
	var out []finding
	for _, s := range t.files {
		if within(s.dir, channelFloor) || s.dir == "." || isTestSupport(s.dir) {
			continue
		}
		for _, imp := range s.imports {
			for _, m := range networkModules {
				if strings.HasPrefix(imp.path, m) {
					out = append(out, finding{s.path, imp.line, "imports " + imp.path + ", which speaks to one network; that belongs to an adapter under " + channelFloor})
				}
			}
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, _ := strconv.Unquote(lit.Value)
			for _, h := range networkHosts {
				if strings.Contains(text, h) {
					out = append(out, t.at(s, lit, "knows %s, the address of one network; that belongs to an adapter under %s", h, channelFloor))
				}
			}
			return true
		})
	}
	return out
}

// testSupportStaysInTests: packages named …test are imported by tests and by
// each other, so that they never end in the program.
func testSupportStaysInTests(t *tree) []finding {
	var out []finding
	for _, s := range t.product() {
		for _, imp := range s.imports {
			if imp.dir != "" && isTestSupport(imp.dir) || imp.path == "testing" {
				out = append(out, finding{s.path, imp.line, "imports " + imp.path + ", which is for tests; move the code to a _test.go file or to a package whose name ends in test"})
			}
		}
	}
	return out
}
