package auth

import (
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Role is what somebody is in one workspace.
type Role string

// The roles, from the one that may do most.
const (
	Owner    Role = "owner"
	Operator Role = "operator"
	Agent    Role = "agent"
	ViewOnly Role = "viewer"
)

// Roles lists every role, the one that may do most first.
var Roles = [...]Role{Owner, Operator, Agent, ViewOnly}

// Valid reports whether r is one of the roles.
func (r Role) Valid() bool { return r.Label() != (i18n.Text{}) }

// Label is what people call the role.
func (r Role) Label() i18n.Text {
	switch r {
	case Owner:
		return i18n.Text{Hans: "负责人", Hant: "負責人", En: "Owner"}
	case Operator:
		return i18n.Text{Hans: "运营", Hant: "營運", En: "Operator"}
	case Agent:
		return i18n.Text{Hans: "客服", Hant: "客服", En: "Agent"}
	case ViewOnly:
		return i18n.Text{Hans: "只看", Hant: "僅檢視", En: "Viewer"}
	}
	return i18n.Text{}
}

// About says in one line what the role may do.
func (r Role) About() i18n.Text {
	switch r {
	case Owner:
		return i18n.Text{Hans: "什么都能做，包括管理账号和设置", Hant: "可以做所有事，包括管理帳號與設定", En: "May do everything, accounts and settings included"}
	case Operator:
		return i18n.Text{Hans: "导入聊天记录、标出工作人员、合并群成员，看聊天原文", Hant: "匯入聊天紀錄、標出工作人員、合併群成員，並可看聊天原文", En: "Imports chats, marks staff, merges members, reads message text"}
	case Agent:
		return i18n.Text{Hans: "看数据和聊天原文，不能改", Hant: "可看數據與聊天原文，不能修改", En: "Sees figures and message text, changes nothing"}
	case ViewOnly:
		return i18n.Text{Hans: "只看数据，看不到聊天原文", Hant: "只看數據，看不到聊天原文", En: "Sees figures, no message text"}
	}
	return i18n.Text{}
}

// Action is something a role may or may not do.
type Action string

// The actions. The set is closed: a new screen picks one of these.
const (
	View   Action = "view"   // see figures, groups and names within the scope
	Quotes Action = "quotes" // see what people wrote
	Run    Action = "run"    // import, tag staff, merge members
	Manage Action = "manage" // accounts, units, workspaces, settings
)

// Actions lists every action.
var Actions = [...]Action{View, Quotes, Run, Manage}

// Can reports whether role may do action. What is not listed is refused.
func Can(role Role, action Action) bool {
	switch action {
	case View:
		return role.Valid()
	case Quotes:
		return role == Owner || role == Operator || role == Agent
	case Run:
		return role == Owner || role == Operator
	case Manage:
		return role == Owner
	}
	return false
}

// WorkspaceKind says whether a workspace holds somebody's own data.
type WorkspaceKind string

// The kinds of workspace.
const (
	Own     WorkspaceKind = "own"
	Sample  WorkspaceKind = "sample"  // made-up data, labelled on every page
	Sandbox WorkspaceKind = "sandbox" // simulated groups that live, labelled on every page
)
