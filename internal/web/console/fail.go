package console

import (
	"encoding/base32"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/status"
)

var noPage = i18n.Text{
	Hans: "这个地址没有页面。可能是链接不完整，或者东西已经删掉了。",
	Hant: "這個網址沒有頁面。可能是連結不完整，或內容已經刪除。",
	En:   "There is no page at this address. The link may be incomplete, or what it led to was removed.",
}

func noSuchPage() error { return fault.New(fault.NotFound, noPage.With()) }

// StatusOf is the status that fits err, for a page that shows it itself.
func StatusOf(err error) int {
	if _, big := errors.AsType[*http.MaxBytesError](err); big {
		return http.StatusRequestEntityTooLarge
	}
	return status.Of(fault.KindOf(err))
}

// errorView is what an error page shows.
type errorView struct {
	Status int
	Title  i18n.Text
	Says   i18n.Message
	Next   i18n.Text // what to do
	ID     string    // the same as in the log; "" where there is nothing to look up
	Home   string
	SignIn bool
}

// Fail answers with the page that fits err, and logs what must be looked into
// under an id that the page shows. Who is not signed in and asked for a page is
// sent to sign in. Once an answer has begun, Fail only logs.
func (s *Shell) Fail(w http.ResponseWriter, r *http.Request, err error) {
	st := stateOf(r)
	kind, status := fault.KindOf(err), StatusOf(err)
	if kind == fault.Unknown && !st.viewer.SignedIn() && safe(r.Method) && !st.written {
		seeOther(w, r, signInFor(r))
		return
	}
	view := errorView{Status: status, Title: errorTitle(status), Says: fault.Public(err), Next: errorNext(status),
		Home: "/", SignIn: kind == fault.Unknown}
	if status == http.StatusNotFound && !st.viewer.SignedIn() {
		view.Next = i18n.Text{} // they have no menu yet
	}
	if r.Context().Err() != nil && status >= 500 {
		return // the visitor left; what broke broke because of that
	}
	if status >= 500 {
		view.ID = s.errorID()
		s.log.ErrorContext(r.Context(), "request failed", "id", view.ID, "method", r.Method, "pattern", r.Pattern,
			"status", status, "err", err)
	}
	if st.written {
		return
	}
	v := st.viewer
	if v.Workspace != 0 {
		view.Home = s.Home(v)
	}
	s.SetRetryAfter(w, err)
	part := "frame"
	if r.Header.Get("HX-Request") == "true" {
		part = "notice"
	}
	if err := s.answer(w, status, s.errPage, part, s.data(r, v, view)); err != nil {
		s.log.ErrorContext(r.Context(), "error page failed", "id", view.ID, "err", err)
		http.Error(w, view.Says.In(v.Lang), status)
	}
}

// SetRetryAfter tells programs when to come back, where err knows.
func (s *Shell) SetRetryAfter(w http.ResponseWriter, err error) {
	if many, ok := errors.AsType[*auth.TooMany](err); ok {
		w.Header().Set("Retry-After", strconv.Itoa(int(many.Until.Sub(s.clock.Now()).Seconds())+1))
	}
}

// errorID names one failure: short enough to read out over a telephone.
func (s *Shell) errorID() string {
	b := make([]byte, 5)
	if _, err := io.ReadFull(s.rand, b); err != nil {
		return "unnamed"
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(b))
}

func errorTitle(status int) i18n.Text {
	switch status {
	case http.StatusNotFound:
		return i18n.Text{Hans: "没找到这一页", Hant: "找不到這一頁", En: "Page not found"}
	case http.StatusForbidden:
		return i18n.Text{Hans: "这一步你不能做", Hant: "你無法進行這一步", En: "Not for this account"}
	case http.StatusUnauthorized:
		return i18n.Text{Hans: "请重新登录", Hant: "請重新登入", En: "Please sign in again"}
	case http.StatusTooManyRequests:
		return i18n.Text{Hans: "太频繁了", Hant: "太頻繁了", En: "Too many tries"}
	case http.StatusRequestEntityTooLarge:
		return i18n.Text{Hans: "内容太大", Hant: "內容太大", En: "Too large"}
	case http.StatusConflict:
		return i18n.Text{Hans: "和现在的情况冲突", Hant: "與目前的情況衝突", En: "This no longer fits"}
	case http.StatusUnprocessableEntity:
		return i18n.Text{Hans: "填写的内容要改一下", Hant: "填寫的內容需要修改", En: "Something needs correcting"}
	case http.StatusServiceUnavailable:
		return i18n.Text{Hans: "暂时用不了", Hant: "暫時無法使用", En: "Unavailable for now"}
	}
	return i18n.Text{Hans: "我们这边出错了", Hant: "我們這邊出錯了", En: "Something went wrong"}
}

func errorNext(status int) i18n.Text {
	switch status {
	case http.StatusNotFound:
		return i18n.Text{Hans: "回到首页，从菜单里找找看。", Hant: "回到首頁，從選單找找看。", En: "Go back to the start and find it from the menu."}
	case http.StatusForbidden, http.StatusTooManyRequests, http.StatusUnauthorized:
		return i18n.Text{}
	case http.StatusConflict, http.StatusUnprocessableEntity, http.StatusRequestEntityTooLarge:
		return i18n.Text{Hans: "返回上一页改好后再提交，填过的内容还在。", Hant: "返回上一頁修改後再送出，填過的內容仍在。", En: "Go back, correct it and send it again; what you typed is still there."}
	}
	return i18n.Text{
		Hans: "请过一会儿再试。还不行的话，把下面的编号告诉管理服务器的人，凭它能在日志里找到原因。",
		Hant: "請稍後再試。若仍無法使用，請將下方編號告訴管理伺服器的人，憑它可在日誌中找到原因。",
		En:   "Please try again in a while. If it stays, give the id below to whoever runs the server: it finds the cause in the log.",
	}
}
