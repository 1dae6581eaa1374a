package main

import (
	"strings"

	"github.com/huoshui/huoshui/internal/base/desktop"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// message is a sentence with what it is about.
type message = i18n.Message

var (
	whatRuns = i18n.Text{
		Hans: "活水正在这台电脑上运行，浏览器里就是它：%s\n",
		Hant: "活水正在這台電腦上執行，瀏覽器裡就是它：%s\n",
		En:   "Huoshui runs on this computer; it is what your browser shows: %s\n",
	}
	noBrowser    = i18n.Text{Hans: "没能自己打开浏览器。", Hant: "無法自動開啟瀏覽器。", En: "No browser could be opened. "}
	openYourself = i18n.Text{
		Hans: "请把这个地址复制到浏览器里打开（一分钟内有效，只能用一次）：\n  %s\n",
		Hant: "請將這個網址複製到瀏覽器開啟（一分鐘內有效，只能用一次）：\n  %s\n",
		En:   "Copy this address into a browser (it works once, for a minute):\n  %s\n",
	}
	closing = i18n.Text{
		Hans: "关上这个窗口就是关掉活水，数据都留着。\n",
		Hant: "關上這個視窗就是關閉活水，資料都留著。\n",
		En:   "Closing this window closes Huoshui. Everything is kept.\n",
	}
	pressEnter   = i18n.Text{Hans: "按回车键关上这个窗口。", Hant: "按 Enter 鍵關閉這個視窗。", En: "Press Enter to close this window."}
	notAnswering = i18n.Text{
		Hans: "活水好像已经在用文件夹 %s 运行，但一直没有回应。请在任务管理器（苹果电脑是“活动监视器”）里结束 huoshui，或重启电脑，再双击一次。",
		Hant: "活水似乎已經在使用資料夾 %s 執行，但一直沒有回應。請在工作管理員（Mac 是「活動監視器」）中結束 huoshui，或重新啟動電腦，再按兩下。",
		En:   "Huoshui seems to be running on the folder %s already, but does not answer. End huoshui in the Task Manager (on a Mac, Activity Monitor) or restart the computer, then double-click again.",
	}
	noPort = i18n.Text{
		Hans: "在这台电脑上没法打开活水的页面：%s。可能被安全软件拦住了，请允许 huoshui 在本机打开页面，再双击一次。",
		Hant: "在這台電腦上無法開啟活水的頁面：%s。可能被防護軟體擋住，請允許 huoshui 在本機開啟頁面，再按兩下。",
		En:   "The pages of Huoshui cannot be opened on this computer: %s. Security software may forbid it: allow huoshui to serve this computer, then double-click again.",
	}
	diskFull = i18n.Text{
		Hans: "磁盘满了，活水写不进 %s。请删掉一些不用的文件（至少腾出 200 MB），再双击一次。已经存好的数据没有丢。",
		Hant: "磁碟已滿，活水無法寫入 %s。請刪除一些不用的檔案（至少空出 200 MB），再按兩下。已經存好的資料沒有遺失。",
		En:   "The disk is full, so Huoshui cannot write to %s. Remove some files (200 MB at least) and double-click again. What was stored is not lost.",
	}
	brokenOpen = i18n.Text{
		Hans: "活水没能用文件夹 %s 打开：%s。请重启电脑后再试一次；还不行，把文件夹里的 huoshui.log 发给帮你的人看。",
		Hant: "活水無法使用資料夾 %s 開啟：%s。請重新啟動電腦後再試一次；若仍不行，請把資料夾裡的 huoshui.log 給協助你的人看。",
		En:   "Huoshui could not be opened on the folder %s: %s. Restart the computer and try again; if it stays, show huoshui.log of that folder to whoever helps you.",
	}
)

// told is an error that people have been told of.
type told struct{ error }

func (t told) Unwrap() error { return t.error }

// explain says what went wrong as people who double-click can mend it.
func (o *opening) explain(err error) error {
	switch {
	case desktop.Full(err), strings.Contains(err.Error(), "disk is full"): // SQLite's words
		return fault.Because(err, fault.Unavailable, diskFull.With(o.data))
	case fault.KindOf(err) == fault.Internal:
		return fault.Because(err, fault.Unavailable, brokenOpen.With(o.data, err.Error()))
	}
	return err
}
